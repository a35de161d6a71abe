#include "app/widgets/pixel_row.h"

#include <cstring>

namespace hourglass {
namespace {

/// `offset` is the level of 0, plus a half for rounding.
void levels_of(const float* values, int count, float offset, float most, std::uint16_t* levels) {
  for (int i = 0; i < count; ++i) {
    const float value = values[i] == values[i] ? values[i] : 0;
    const float level = value * 255 + offset;
    levels[i] = static_cast<std::uint16_t>(static_cast<int>(level < 0 ? 0 : level > most ? most : level));
  }
}

}  // namespace

void unsigned_levels(const float* values, int count, std::uint16_t* levels) {
  levels_of(values, count, 0.5f, kUnsignedLevels - 1, levels);
}

void signed_levels(const float* values, int count, std::uint16_t* levels) {
  levels_of(values, count, 255.5f, kSignedLevels - 1, levels);
}

void look_up(const std::uint16_t* levels, int count, const std::uint32_t* table, std::uint32_t* colours) {
  for (int i = 0; i < count; ++i) colours[i] = table[levels[i]];
}

void join_channels(const std::uint16_t* levels, int count, std::uint32_t* colours) {
  for (int i = 0; i < count; ++i, levels += 3) {
    colours[i] = 0xff000000u | std::uint32_t{levels[2]} << 16 | std::uint32_t{levels[1]} << 8 | levels[0];
  }
}

std::uint64_t mix_levels(std::uint64_t hash, const std::uint16_t* levels, int count) {
  constexpr int kLevelsPerWord = 4;
  for (; count >= kLevelsPerWord; count -= kLevelsPerWord, levels += kLevelsPerWord) {
    std::uint64_t word;
    std::memcpy(&word, levels, sizeof word);
    hash = mix_word(hash, word);
  }
  for (; count > 0; --count) hash = mix_word(hash, *levels++);
  return hash;
}

}  // namespace hourglass
