// One hash for determinism tests and for telling two sets of weights apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace hourglass {

/// FNV-1a over 64 bits (Fowler, Noll, Vo), of bytes; pass the last result as `start` to go on.
inline std::uint64_t hash_bytes(const void* data, std::size_t size, std::uint64_t start = 0xcbf29ce484222325u) {
  const unsigned char* bytes = static_cast<const unsigned char*>(data);
  std::uint64_t hash = start;
  for (std::size_t i = 0; i < size; ++i) hash = (hash ^ bytes[i]) * 0x100000001b3u;
  return hash;
}

/// Sixteen hexadecimal digits.
inline std::string hash_text(std::uint64_t hash) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; hash >>= 4) text[i] = kDigits[hash & 15];
  return text;
}

}  // namespace hourglass
