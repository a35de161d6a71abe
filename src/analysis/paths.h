// Paths from one code to another. At t = 0 and t = 1 they are exactly the end points.
#pragma once

#include <span>
#include <vector>

namespace hourglass {

/// (1 - t) a + t b.
std::vector<float> straight(std::span<const float> a, std::span<const float> b, float t);

/// Along a great circle: with the angle w between a and b, the direction sin((1 - t) w) a/|a| + sin(t w) b/|b|, all
/// over sin w, and the length (1 - t) |a| + t |b|. Draws of a normal distribution in many dimensions have nearly the
/// same length; this path keeps that length, a straight line does not. Straight where the circle is not determined: one
/// end is zero, or both point the same way or opposite ways.
///
/// K. Shoemake 1985, "Animating rotation with quaternion curves"; T. White 2016, "Sampling generative networks".
std::vector<float> spherical(std::span<const float> a, std::span<const float> b, float t);

}  // namespace hourglass
