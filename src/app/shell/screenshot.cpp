#include "app/shell/screenshot.h"

#include <algorithm>
#include <cmath>

namespace hourglass {

PixelArea framebuffer_area(float left, float top, float right, float bottom, float scale, int width, int height) {
  const auto pixel = [scale](float value, int most) {
    return std::clamp(static_cast<int>(std::lround(value * scale)), 0, most);
  };
  const int x0 = pixel(left, width), x1 = pixel(right, width), y0 = pixel(top, height), y1 = pixel(bottom, height);
  return {x0, height - y1, std::max(x1 - x0, 0), std::max(y1 - y0, 0)};
}

std::vector<std::uint8_t> upright_picture(std::span<const std::uint8_t> pixels, int width, int height) {
  std::vector<std::uint8_t> rows;
  rows.reserve(3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (int y = height - 1; y >= 0; --y) {
    for (int x = 0; x < width; ++x) {
      const std::size_t at =
          4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
      rows.insert(rows.end(), {pixels[at], pixels[at + 1], pixels[at + 2]});
    }
  }
  return rows;
}

}  // namespace hourglass
