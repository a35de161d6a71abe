#include "io/png.h"

#include <zlib.h>

#include <algorithm>
#include <cmath>

#include "core/assert.h"

namespace hourglass {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// Grey value of the lines between the images of a grid.
constexpr std::uint8_t kLineGrey = 96;

void append_number(Bytes& bytes, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

/// Appends one chunk: length, name, content and checksum.
void append_chunk(Bytes& file, const char* name, const Bytes& content) {
  append_number(file, static_cast<std::uint32_t>(content.size()));
  const std::size_t start = file.size();
  file.insert(file.end(), name, name + 4);
  file.insert(file.end(), content.begin(), content.end());
  append_number(file,
                static_cast<std::uint32_t>(crc32(0, file.data() + start, static_cast<uInt>(file.size() - start))));
}

Bytes packed_rows(Shape shape, std::span<const std::uint8_t> pixels) {
  const std::size_t row = static_cast<std::size_t>(shape.width * shape.channels);
  Bytes rows;
  for (std::size_t y = 0; y < static_cast<std::size_t>(shape.height); ++y) {
    rows.push_back(0);  // no filter
    const auto begin = pixels.begin() + static_cast<std::ptrdiff_t>(y * row);
    rows.insert(rows.end(), begin, begin + static_cast<std::ptrdiff_t>(row));
  }
  uLongf size = compressBound(rows.size());
  Bytes packed(size);
  [[maybe_unused]] const int status = compress(packed.data(), &size, rows.data(), rows.size());
  HG_ASSERT(status == Z_OK, "zlib could not pack pixels into a buffer of the size it asked for");
  packed.resize(size);
  return packed;
}

}  // namespace

std::vector<std::byte> png_file(Shape shape, std::span<const std::uint8_t> pixels) {
  Bytes file = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, header;
  append_number(header, static_cast<std::uint32_t>(shape.width));
  append_number(header, static_cast<std::uint32_t>(shape.height));
  const std::uint8_t colour = shape.channels == 1 ? 0 : 2;  // grey, or red green blue
  header.insert(header.end(), {8, colour, 0, 0, 0});
  append_chunk(file, "IHDR", header);
  append_chunk(file, "IDAT", packed_rows(shape, pixels));
  append_chunk(file, "IEND", {});
  std::vector<std::byte> bytes(file.size());
  std::transform(file.begin(), file.end(), bytes.begin(), [](std::uint8_t b) { return std::byte{b}; });
  return bytes;
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
