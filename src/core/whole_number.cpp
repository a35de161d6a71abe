#include "core/whole_number.h"

namespace hourglass {

std::optional<std::uint64_t> parse_unsigned(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    const std::uint64_t digit = static_cast<std::uint64_t>(c - '0');
    if (value > (UINT64_MAX - digit) / 10) return std::nullopt;
    value = 10 * value + digit;
  }
  return value;
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
  const bool negative = text.starts_with('-');
  const std::optional<std::uint64_t> digits = parse_unsigned(text.substr(negative ? 1 : 0));
  if (!digits || *digits > INT64_MAX) return std::nullopt;
  const auto value = static_cast<std::int64_t>(*digits);
  return negative ? -value : value;
}

std::optional<int> parse_whole(std::string_view text, int least, int most) {
  const std::optional<std::int64_t> value = parse_whole(text);
  if (!value || *value < least || *value > most) return std::nullopt;
  return static_cast<int>(*value);
}

}  // namespace hourglass
