// Small versions of images, for where many stand side by side.
#pragma once

#include <span>
#include <vector>

#include "core/shape.h"

namespace hourglass {

/// The shape of an image's small version: neither side above 40 pixels, made from whole squares of the image's.
Shape thumbnail_shape(Shape shape);
/// Appends the small versions of `count` images; false (and nothing) where `images` holds another number of them.
bool append_thumbnails(std::span<const float> images, Shape shape, int count, std::vector<float>& pixels);

}  // namespace hourglass
