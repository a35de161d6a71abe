#include "io/png.h"

#include <algorithm>
#include <cmath>

#include "io/png_chunks.h"

namespace hourglass {
namespace {

/// Grey value of the lines between the images of a grid.
constexpr std::uint8_t kLineGrey = 96;

}  // namespace

std::vector<std::byte> png_file(Shape shape, std::span<const std::uint8_t> pixels) {
  PngBytes file = begin_png(shape);
  append_chunk(file, "IDAT", packed_rows(shape, pixels));
  return end_png(std::move(file));
}

std::uint8_t byte_of(float value) {
  if (!(value > 0)) return 0;
  return static_cast<std::uint8_t>(std::lround(std::min(value, 1.0f) * 255.0f));
}

ImageGrid image_grid(Shape image, std::span<const float> images, int columns) {
  const int count = static_cast<int>(images.size() / static_cast<std::size_t>(image.features()));
  const int across = std::max(1, std::min(columns, count)), down = (count + across - 1) / across;
  ImageGrid grid{{down * (image.height + 1) - 1, across * (image.width + 1) - 1, image.channels}, {}};
  grid.pixels.assign(static_cast<std::size_t>(grid.shape.features()), kLineGrey);
  const std::size_t row = static_cast<std::size_t>(image.width * image.channels);
  for (int n = 0; n < count; ++n) {
    for (int y = 0; y < image.height; ++y) {
      const float* from = images.data() + static_cast<std::size_t>(n * image.height + y) * row;
      const int top = n / across * (image.height + 1) + y, left = n % across * (image.width + 1);
      std::uint8_t* to =
          grid.pixels.data() + static_cast<std::size_t>((top * grid.shape.width + left) * image.channels);
      std::transform(from, from + row, to, byte_of);
    }
  }
  return grid;
}

}  // namespace hourglass
