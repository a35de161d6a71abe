#include "app/screenshot.h"

#include <zlib.h>

#include <fstream>

namespace hourglass {
namespace {

using Bytes = std::vector<std::uint8_t>;

void append_number(Bytes& bytes, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

/// Length, name, content and checksum of one PNG chunk.
void append_chunk(Bytes& file, const char* name, const Bytes& content) {
  append_number(file, static_cast<std::uint32_t>(content.size()));
  const std::size_t start = file.size();
  file.insert(file.end(), name, name + 4);
  file.insert(file.end(), content.begin(), content.end());
  append_number(file, static_cast<std::uint32_t>(
                          crc32(0, file.data() + start, static_cast<uInt>(file.size() - start))));
}

}  // namespace

bool write_png(const std::string& path, const Bytes& pixels, int width, int height) {
  Bytes rows;
  for (int y = height - 1; y >= 0; --y) {
    rows.push_back(0);  // no filter
    for (int x = 0; x < width; ++x) {
      const std::uint8_t* pixel =
          pixels.data() +
          4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
      rows.insert(rows.end(), pixel, pixel + 3);
    }
  }
  uLongf size = compressBound(rows.size());
  Bytes packed(size);
  if (compress(packed.data(), &size, rows.data(), rows.size()) != Z_OK) return false;
  packed.resize(size);

  Bytes file = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, header;
  append_number(header, static_cast<std::uint32_t>(width));
  append_number(header, static_cast<std::uint32_t>(height));
  header.insert(header.end(), {8, 2, 0, 0, 0});  // 8 bits, red green blue
  append_chunk(file, "IHDR", header);
  append_chunk(file, "IDAT", packed);
  append_chunk(file, "IEND", {});
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(file.size()));
  return out.good();
}

}  // namespace hourglass
