#include "app/screenshot.h"

#include "core/file.h"
#include "io/png.h"

namespace hourglass {

bool write_png(const std::string& path, const std::vector<std::uint8_t>& pixels, int width, int height) {
  // OpenGL gives four channels from the bottom row up; a PNG wants three from the top down.
  std::vector<std::uint8_t> rows;
  for (int y = height - 1; y >= 0; --y) {
    for (int x = 0; x < width; ++x) {
      const std::size_t at = 4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
      rows.insert(rows.end(), {pixels[at], pixels[at + 1], pixels[at + 2]});
    }
  }
  return static_cast<bool>(write_file_atomically(path, png_file({height, width, 3}, rows)));
}

}  // namespace hourglass
