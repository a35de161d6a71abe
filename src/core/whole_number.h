// Whole numbers from text that was not checked before.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hourglass {

/// All of `text` as a number without a sign: digits and nothing else, below 2^64.
std::optional<std::uint64_t> parse_unsigned(std::string_view text);

/// All of `text` as a number that may have a minus before its digits, but no plus and no blanks; of at most 63 bits.
std::optional<std::int64_t> parse_whole(std::string_view text);

/// The same, if it lies within [least, most].
std::optional<int> parse_whole(std::string_view text, int least, int most);

}  // namespace hourglass
