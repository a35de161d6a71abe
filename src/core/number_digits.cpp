#include "core/number_digits.h"

#include <cstdio>
#include <cstdlib>

namespace hourglass {
namespace {

/// Digits that tell any two doubles apart.
constexpr int kMostDigits = 17;

}  // namespace

// std::to_chars would find the fewest digits at once, with 120 kB of tables in the page's download.
std::string scientific_digits(double value, int digits) {
  char text[32];
  const auto write = [&](int count) { std::snprintf(text, sizeof text, "%.*e", count - 1, value); };
  if (digits > 0) {
    write(digits);
    return text;
  }
  for (int count = 1; count <= kMostDigits; ++count) {
    write(count);
    if (std::strtod(text, nullptr) == value) break;
  }
  return text;
}

// strtod, because libc++ has no from_chars for double yet.
std::optional<double> parse_digits(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || end != text.c_str() + text.size()) return std::nullopt;
  return value;
}

}  // namespace hourglass
