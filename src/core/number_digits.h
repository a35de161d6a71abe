// Conversion between doubles and their decimal digits, by the platform's own functions.
#pragma once

#include <optional>
#include <string>

namespace hourglass {

/// A finite value above or equal to 0 as printf's %e has it, such as "1.5e-07", with so many digits; with 0 digits as
/// few as read back the same. The exponent's leading zeros, and which way an exact half is rounded, depend on the
/// platform. The engine's JavaScript module has another source for both (src/bindings/number_digits_js.cpp).
std::string scientific_digits(double value, int digits);

/// All of the text as a number; infinite where it is too large. The text consists of 0123456789+-.eE alone.
std::optional<double> parse_digits(const std::string& text);

}  // namespace hourglass
