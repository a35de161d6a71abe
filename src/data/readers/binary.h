// Numbers inside the bytes of a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace hourglass {

/// The number of `size` bytes (at most 8) at `at`, its lowest byte first. The caller checks that they are there.
inline std::uint64_t little_endian(std::span<const std::byte> bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | std::to_integer<std::uint64_t>(bytes[at + i]);
  return value;
}

/// The same, its highest byte first.
inline std::uint64_t big_endian(std::span<const std::byte> bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | std::to_integer<std::uint64_t>(bytes[at + i]);
  return value;
}

/// The number of `size` bytes (at most 4) at `at`, its lowest byte first, as a size.
inline std::size_t size_at(std::span<const std::byte> bytes, std::size_t at, std::size_t size) {
  return static_cast<std::size_t>(little_endian(bytes, at, size));
}

/// Bytes as characters.
inline std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Whether the bytes at `at` are those of `text`.
inline bool has_text(std::span<const std::byte> bytes, std::size_t at, std::string_view text) {
  return at <= bytes.size() && text_of(bytes.subspan(at)).starts_with(text);
}

}  // namespace hourglass
