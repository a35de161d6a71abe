#include "data/typed_sample.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/excerpt.h"
#include "core/number_digits.h"
#include "core/utf8.h"

namespace hourglass {
namespace {

Error bad_value(std::string_view source, std::string_view expected, std::string_view found) {
  return {"data-bad-value", source, "", expected, excerpt(found)};
}

/// The index of a symbol, or of its small letter; the alphabet's size where it has neither.
std::size_t find_symbol(const std::vector<std::string>& alphabet, std::string symbol) {
  auto place = std::find(alphabet.begin(), alphabet.end(), symbol);
  if (place == alphabet.end() && symbol.size() == 1 && symbol[0] >= 'A' && symbol[0] <= 'Z') {
    symbol[0] = static_cast<char>(symbol[0] - 'A' + 'a');
    place = std::find(alphabet.begin(), alphabet.end(), symbol);
  }
  return static_cast<std::size_t>(place - alphabet.begin());
}

}  // namespace

Status type_text(const DataDescription& description, const Shape& shape, std::string_view text,
                 std::span<float> values) {
  const std::size_t width = description.alphabet.size();
  const auto places = static_cast<std::size_t>(shape.height * shape.width);
  std::vector<std::size_t> symbols;
  while (!text.empty()) {
    const std::string symbol(text.substr(0, std::max<std::size_t>(utf8_length(text), 1)));
    symbols.push_back(find_symbol(description.alphabet, symbol));
    if (symbols.back() == width) return bad_value("text", "symbols that the data has", symbol);
    if (symbols.size() > places) return bad_value("text", "at most " + std::to_string(places) + " symbols", "more");
    text.remove_prefix(symbol.size());
  }
  // The first symbol of every alphabet is the end.
  symbols.resize(places);
  std::fill(values.begin(), values.end(), 0.0f);
  for (std::size_t place = 0; place < places; ++place) values[place * width + symbols[place]] = 1;
  return Done{};
}

Status type_number(const DataDescription& description, std::size_t column, std::string_view text,
                   std::span<float> values) {
  const std::size_t feature = first_feature(description, column);
  std::string digits(text);
  std::replace(digits.begin(), digits.end(), ',', '.');
  if (digits.empty() && description.has_missing) {
    values[feature] = std::numeric_limits<float>::quiet_NaN();
    return Done{};
  }
  const bool plain = digits.find_first_not_of("0123456789+-.eE") == std::string::npos;
  const std::optional<double> number = plain ? parse_digits(digits) : std::nullopt;
  // Infinite where the number is too large for a float, too.
  const auto value = static_cast<float>(number.value_or(std::numeric_limits<double>::infinity()));
  if (!std::isfinite(value)) return bad_value(description.columns[column].name, "a number", text);
  values[feature] = description.scaling.feature(value, feature);
  return Done{};
}

void choose_category(const DataDescription& description, std::size_t column, std::size_t category,
                     std::span<float> values) {
  const std::size_t first = first_feature(description, column);
  std::fill_n(values.begin() + static_cast<std::ptrdiff_t>(first), description.columns[column].width(), 0.0f);
  values[first + category] = 1;
}

}  // namespace hourglass
