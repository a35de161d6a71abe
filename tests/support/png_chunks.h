// What PNG files consist of.
#pragma once

#include <zlib.h>

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hourglass {

template <class Byte>
std::uint32_t number_at(const std::vector<Byte>& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<std::uint32_t>(bytes[at + i]);
  return value;
}

struct PngChunk {
  std::string name;
  std::vector<std::uint8_t> content;
};

/// The chunks of a file, each with its checksum checked.
inline std::vector<PngChunk> chunks_of(const std::vector<std::byte>& file) {
  std::vector<PngChunk> chunks;
  for (std::size_t at = 8; at < file.size();) {
    const std::uint32_t size = number_at(file, at);
    REQUIRE(at + 12 + size <= file.size());
    const auto* bytes = reinterpret_cast<const unsigned char*>(file.data()) + at + 4;
    CHECK(number_at(file, at + 8 + size) == crc32(0, bytes, size + 4));
    chunks.push_back({{bytes, bytes + 4}, {bytes + 4, bytes + 4 + size}});
    at += 12 + size;
  }
  return chunks;
}

/// The rows of a picture that were written without filters, each behind its filter's byte; `packed` is zlib's.
inline std::vector<std::uint8_t> unpacked_rows(const std::uint8_t* packed, std::size_t packed_size, std::size_t rows,
                                               std::size_t row) {
  std::vector<std::uint8_t> result(rows * (row + 1));
  uLongf size = result.size();
  REQUIRE(uncompress(result.data(), &size, packed, packed_size) == Z_OK);
  REQUIRE(size == result.size());
  return result;
}

}  // namespace hourglass
