#include "io/png_chunks.h"

#include <zlib.h>

#include <algorithm>

#include "core/assert.h"

namespace hourglass {

void append_number(PngBytes& bytes, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

void append_chunk(PngBytes& file, const char* name, const PngBytes& content) {
  append_number(file, static_cast<std::uint32_t>(content.size()));
  const std::size_t start = file.size();
  file.insert(file.end(), name, name + 4);
  file.insert(file.end(), content.begin(), content.end());
  append_number(file,
                static_cast<std::uint32_t>(crc32(0, file.data() + start, static_cast<uInt>(file.size() - start))));
}

PngBytes begin_png(Shape shape) {
  PngBytes file = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, header;
  append_number(header, static_cast<std::uint32_t>(shape.width));
  append_number(header, static_cast<std::uint32_t>(shape.height));
  const std::uint8_t colour = shape.channels == 1 ? 0 : 2;  // grey, or red green blue
  header.insert(header.end(), {8, colour, 0, 0, 0});
  append_chunk(file, "IHDR", header);
  return file;
}

PngBytes packed_rows(Shape shape, std::span<const std::uint8_t> pixels) {
  const std::size_t row = static_cast<std::size_t>(shape.width * shape.channels);
  PngBytes rows;
  for (std::size_t y = 0; y < static_cast<std::size_t>(shape.height); ++y) {
    rows.push_back(0);  // no filter
    const auto begin = pixels.begin() + static_cast<std::ptrdiff_t>(y * row);
    rows.insert(rows.end(), begin, begin + static_cast<std::ptrdiff_t>(row));
  }
  uLongf size = compressBound(rows.size());
  PngBytes packed(size);
  [[maybe_unused]] const int status = compress(packed.data(), &size, rows.data(), rows.size());
  HG_ASSERT(status == Z_OK, "zlib could not pack pixels into a buffer of the size it asked for");
  packed.resize(size);
  return packed;
}

std::vector<std::byte> end_png(PngBytes file) {
  append_chunk(file, "IEND", {});
  std::vector<std::byte> bytes(file.size());
  std::transform(file.begin(), file.end(), bytes.begin(), [](std::uint8_t b) { return std::byte{b}; });
  return bytes;
}

}  // namespace hourglass
