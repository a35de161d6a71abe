// Appends numbers and text to the bytes of a file.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace hourglass {

/// Appends the lowest `size` bytes (at most 8) of a number, the lowest first.
inline void append_little_endian(std::vector<std::byte>& file, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) file.push_back(static_cast<std::byte>(value >> (8 * i)));
}

/// Appends a 32-bit float, its lowest byte first.
inline void append_float(std::vector<std::byte>& file, float value) {
  append_little_endian(file, std::bit_cast<std::uint32_t>(value), 4);
}

inline void append_text(std::vector<std::byte>& file, std::string_view text) {
  for (const char c : text) file.push_back(static_cast<std::byte>(c));
}

}  // namespace hourglass
