// Pictures of parts of the screen.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hourglass {

/// Pixels of the framebuffer; (0, 0) is the lower left corner, as OpenGL has it.
struct PixelArea {
  int x = 0, y = 0, width = 0, height = 0;
};

/// The part of the framebuffer that a rectangle of the screen covers; 0 pixels wide or high where it covers none. The
/// rectangle is given by two corners, measured from the upper left in units of `scale` pixels.
PixelArea framebuffer_area(float left, float top, float right, float bottom, float scale, int width, int height);

/// Red, green, blue bytes from the top row down. `pixels` are red, green, blue, alpha bytes, rows from the bottom as
/// OpenGL has them.
std::vector<std::uint8_t> upright_picture(std::span<const std::uint8_t> pixels, int width, int height);

}  // namespace hourglass
