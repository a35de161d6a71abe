// The digits of numbers by JavaScript's own functions. Takes the place of core/number_digits.cpp among the sources of
// the engine's JavaScript module, and with it of C's printf and strtod, which compute with 128-bit floats (20 kB). The
// page has those anyway, because of Dear ImGui.

#include <emscripten/em_js.h>

#include <cmath>

#include "core/number_digits.h"

// clang-format off
EM_JS_DEPS(hourglass_numbers, "$UTF8ToString,$stringToUTF8");
EM_JS(double, hourglass_parse_number, (const char* text), {
  return Number(UTF8ToString(text));
});
EM_JS(void, hourglass_write_number, (double value, int digits, char* text, int size), {
  stringToUTF8(digits > 0 ? value.toExponential(digits - 1) : value.toExponential(), text, size);
});
// clang-format on

namespace hourglass {

std::string scientific_digits(double value, int digits) {
  char text[32];
  hourglass_write_number(value, digits, text, sizeof text);
  return text;
}

std::optional<double> parse_digits(const std::string& text) {
  const double value = hourglass_parse_number(text.c_str());
  if (text.empty() || std::isnan(value)) return std::nullopt;
  return value;
}

}  // namespace hourglass
