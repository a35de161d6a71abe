// One hash for determinism tests and for telling two sets of weights apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

namespace hourglass {

/// FNV-1a over 64 bits (Fowler, Noll, Vo), of bytes; pass the last result as `start` to go on.
inline std::uint64_t hash_bytes(const void* data, std::size_t size, std::uint64_t start = 0xcbf29ce484222325u) {
  const unsigned char* bytes = static_cast<const unsigned char*>(data);
  std::uint64_t hash = start;
  for (std::size_t i = 0; i < size; ++i) hash = (hash ^ bytes[i]) * 0x100000001b3u;
  return hash;
}

/// The same of numbers' bits, where all NaNs count as one: which bits a NaN has differs between machines and calls.
inline std::uint64_t hash_reals(const float* values, std::size_t count, std::uint64_t start = 0xcbf29ce484222325u) {
  std::uint64_t hash = start;
  for (std::size_t i = 0; i < count; ++i) {
    const float value = values[i] == values[i] ? values[i] : std::numeric_limits<float>::quiet_NaN();
    hash = hash_bytes(&value, sizeof value, hash);
  }
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
