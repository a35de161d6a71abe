#include "core/number_text.h"

#include <cstdio>
#include <cstdlib>

namespace hourglass {
namespace {

/// Digits that tell any two doubles apart.
constexpr int kMostDigits = 17;

}  // namespace

// std::to_chars would do the same, with 120 kB of tables in the page's download.
std::string number_text(double value) {
  char scientific[32];
  int digits = 0;
  do {
    ++digits;
    std::snprintf(scientific, sizeof scientific, "%.*e", digits - 1, value);
  } while (digits < kMostDigits && std::strtod(scientific, nullptr) != value);

  const std::string text = scientific;
  const std::size_t mark = text.find('e');
  if (mark == std::string::npos) return text;  // infinite or not a number
  const int exponent = std::atoi(text.c_str() + mark + 1);
  // Beyond these the plain form is longer.
  if (exponent < -5 || exponent > 2 * kMostDigits) return text;
  char plain[64];
  std::snprintf(plain, sizeof plain, "%.*f", exponent < digits - 1 ? digits - 1 - exponent : 0, value);
  return std::string(plain).size() <= text.size() ? plain : text;
}

std::string rounded_text(double value, int digits) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*g", digits, value);
  return text;
}

}  // namespace hourglass
