// Numbers as text for people.
#pragma once

#include <string>

namespace hourglass {

/// The fewest digits that read back as the same double; plain or with an exponent, whichever is shorter.
std::string number_text(double value);

/// Rounded to so many significant digits, as printf's %g has it.
std::string rounded_text(double value, int digits);

}  // namespace hourglass
