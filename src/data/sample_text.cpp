#include "data/sample_text.h"

#include <algorithm>
#include <cmath>

#include "core/number_text.h"

namespace hourglass {
namespace {

std::size_t most_probable(std::span<const float> values) {
  return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

std::string text_of(const DataDescription& description, const Shape& sample, std::span<const float> values) {
  std::string text;
  const auto symbols = static_cast<std::size_t>(sample.channels);
  for (std::size_t place = 0; place * symbols < values.size(); ++place) {
    const std::size_t symbol = most_probable(values.subspan(place * symbols, symbols));
    // The first symbol ends the text.
    if (symbol == 0) break;
    text += description.alphabet[symbol];
  }
  return text;
}

}  // namespace

std::string feature_text(const DataDescription& description, float feature, std::size_t index) {
  return rounded_text(static_cast<double>(description.scaling.number(feature, index)), 3);
}

const std::string* category_of(const DataDescription& description, std::size_t column, std::span<const float> values) {
  const Column& about = description.columns[column];
  const std::size_t first = first_feature(description, column);
  if (about.categories.empty() || std::isnan(values[first])) return nullptr;
  return &about.categories[most_probable(values.subspan(first, about.categories.size()))];
}

std::string column_text(const DataDescription& description, std::size_t column, std::span<const float> values) {
  const Column& about = description.columns[column];
  const std::size_t first = first_feature(description, column);
  if (std::isnan(values[first])) return "missing";
  if (const std::string* category = category_of(description, column, values)) return *category;
  return feature_text(description, values[first], first) + (about.unit.empty() ? "" : " " + about.unit);
}

std::string sample_text(const DataDescription& description, const Shape& sample, std::span<const float> values) {
  if (description.kind == DataKind::kText) return text_of(description, sample, values);
  std::string text;
  for (std::size_t i = 0; i < description.columns.size() && description.kind == DataKind::kTable; ++i)
    text += (i == 0 ? "" : ", ") + description.columns[i].name + " " + column_text(description, i, values);
  return text;
}

}  // namespace hourglass
