#include "core/number_text.h"

#include <cmath>
#include <cstdlib>

#include "core/number_digits.h"

namespace hourglass {
namespace {

/// A value's digits and the power of ten of the first.
struct Decimal {
  std::string digits;
  int exponent;
};

Decimal decimal(double value, int digits) {
  const std::string text = scientific_digits(value, digits);
  const std::size_t mark = text.find('e');
  Decimal result{text.substr(0, 1), std::atoi(text.c_str() + mark + 1)};
  if (mark > 2) result.digits += text.substr(2, mark - 2);
  return result;
}

std::string plain(const Decimal& number) {
  const int count = static_cast<int>(number.digits.size()), whole = number.exponent + 1;
  if (whole <= 0) return "0." + std::string(static_cast<std::size_t>(-whole), '0') + number.digits;
  if (whole >= count) return number.digits + std::string(static_cast<std::size_t>(whole - count), '0');
  return std::string(number.digits).insert(static_cast<std::size_t>(whole), 1, '.');
}

std::string scientific(const Decimal& number) {
  std::string text = number.digits;
  if (text.size() > 1) text.insert(1, 1, '.');
  const std::string power = std::to_string(std::abs(number.exponent));
  return text + (number.exponent < 0 ? "e-" : "e+") + (power.size() < 2 ? "0" : "") + power;
}

/// What `write` makes of a positive value, with its sign.
template <class Write>
std::string with_sign(double value, const Write& write) {
  const std::string sign = std::signbit(value) ? "-" : "";
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return sign + "inf";
  return sign + write(std::fabs(value));
}

}  // namespace

std::string number_text(double value) {
  return with_sign(value, [](double positive) {
    const Decimal number = decimal(positive, 0);
    std::string text = scientific(number);
    if (number.exponent > 21)
      return text;  // the plain form is longer, and would need digits that the double does not have
    const std::string other = plain(number);
    return other.size() <= text.size() ? other : text;
  });
}

std::string rounded_text(double value, int digits) {
  return with_sign(value, [digits](double positive) {
    Decimal number = decimal(positive, digits);
    while (number.digits.size() > 1 && number.digits.back() == '0') number.digits.pop_back();
    return number.exponent < -4 || number.exponent >= digits ? scientific(number) : plain(number);
  });
}

}  // namespace hourglass
