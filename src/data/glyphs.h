// Letters of a few pixels, for pictures of text.
#pragma once

#include <cstdint>
#include <string_view>

namespace hourglass {

inline constexpr int kGlyphWidth = 5, kGlyphHeight = 8;

/// One symbol: a bit per pixel, row by row from the upper left one on, which is the highest of 40 bits.
struct Glyph {
  std::uint64_t bits = 0;

  bool is_set(int row, int column) const {
    return (bits >> (kGlyphWidth * kGlyphHeight - 1 - row * kGlyphWidth - column)) & 1;
  }
};

/// The glyph of one UTF-8 character: letters a to z (also for capitals), digits, and a few signs. Blank for "" and " ",
/// a frame for every other character.
Glyph glyph_of(std::string_view symbol);

}  // namespace hourglass
