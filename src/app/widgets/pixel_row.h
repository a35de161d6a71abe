// The inner loops of drawing images: values to levels, levels to colours. Every image of every frame passes through
// them, so they are compiled for speed also where the rest of the page is compiled for size.
#pragma once

#include <cstdint>

namespace hourglass {

/// Numbers of steps that a value is divided into: unsigned values 0 to 1, and signed values -1 to 1 with 0 in the
/// middle.
inline constexpr int kUnsignedLevels = 256, kSignedLevels = 511;

/// The nearest levels of `count` values; values beyond the range have the range's ends, NaN the level of 0.
void unsigned_levels(const float* values, int count, std::uint16_t* levels);
void signed_levels(const float* values, int count, std::uint16_t* levels);

/// colours[i] = table[levels[i]].
void look_up(const std::uint16_t* levels, int count, const std::uint32_t* table, std::uint32_t* colours);
/// The colours of red, green and blue levels in turn, opaque, in the byte order red, green, blue, alpha.
void join_channels(const std::uint16_t* levels, int count, std::uint32_t* colours);

/// `hash` with a word mixed in, so that the order of words counts.
inline std::uint64_t mix_word(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
  return hash ^ hash >> 32;
}
/// `hash` with the levels mixed in. Not the same on machines with other byte orders.
std::uint64_t mix_levels(std::uint64_t hash, const std::uint16_t* levels, int count);

}  // namespace hourglass
