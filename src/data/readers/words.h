// Makes a set of words or short lines of text.
#pragma once

#include "data/readers/readers.h"

namespace hourglass {

/// The longest word in characters; the rest of a longer one is cut off.
inline constexpr int kLongestWord = 32;

/// Whether the file is text of at least two lines.
bool is_words(std::string_view name, std::span<const std::byte> prefix);

/// Reads text, one sample per line: a place per character, up to that of the longest line, and at each place one
/// feature per symbol of the alphabet, of which one is 1. The alphabet is the characters that occur, by code point,
/// after the symbol "", which fills the places behind a line's end. Blanks around lines and empty lines do not count.
/// Where there are several files, the word `test` in a name tells the splits apart; files of one split are joined.
/// Error codes: file-unsupported (no UTF-8), file-empty, file-over-budget.
Result<GivenSet> read_words(GivenFiles& files, const OpenOptions& options);

}  // namespace hourglass
