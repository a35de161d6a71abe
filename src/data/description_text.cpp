#include "data/description_text.h"

#include <cmath>
#include <optional>
#include <vector>

#include "core/checked.h"
#include "core/excerpt.h"
#include "core/json_text.h"
#include "core/number_digits.h"
#include "core/number_text.h"
#include "core/whole_number.h"

namespace hourglass {
namespace {

using Row = std::vector<std::string>;

void add_row(std::string& text, const Row& row) {
  text += text.size() == 1 ? "[" : ", [";
  for (std::size_t i = 0; i < row.size(); ++i) text += (i == 0 ? "" : ", ") + json_quoted(row[i]);
  text += ']';
}

void add_list(std::string& text, const char* name, const Row& values) {
  if (values.empty()) return;
  Row row = {name};
  row.insert(row.end(), values.begin(), values.end());
  add_row(text, row);
}

Row texts_of(const std::vector<float>& numbers) {
  Row texts;
  for (const float number : numbers) texts.push_back(number_text(static_cast<double>(number)));
  return texts;
}

bool is_punctuation(JsonLexer& lexer, JsonToken token, char c) {
  return token == JsonToken::kPunctuation && lexer.punctuation() == c;
}

/// One list of texts, whose bracket was read.
std::optional<Row> read_row(JsonLexer& lexer) {
  Row row;
  for (;;) {
    if (lexer.next() != JsonToken::kText) return std::nullopt;
    row.push_back(std::move(lexer.text()));
    const JsonToken after = lexer.next();
    if (is_punctuation(lexer, after, ']')) return row;
    if (!is_punctuation(lexer, after, ',')) return std::nullopt;
  }
}

/// A list of lists of texts, none empty.
std::optional<std::vector<Row>> read_rows(std::string_view text) {
  JsonLexer lexer(text);
  if (!is_punctuation(lexer, lexer.next(), '[')) return std::nullopt;
  std::vector<Row> rows;
  for (;;) {
    if (!is_punctuation(lexer, lexer.next(), '[')) return std::nullopt;
    std::optional<Row> row = read_row(lexer);
    if (!row) return std::nullopt;
    rows.push_back(std::move(*row));
    const JsonToken after = lexer.next();
    if (is_punctuation(lexer, after, ']')) break;
    if (!is_punctuation(lexer, after, ',')) return std::nullopt;
  }
  return lexer.next() == JsonToken::kEnd ? std::optional(std::move(rows)) : std::nullopt;
}

/// A finite number, or nothing.
std::optional<double> parse_number(const std::string& text) {
  if (text.find_first_not_of("0123456789+-.eE") != std::string::npos) return std::nullopt;
  const std::optional<double> number = parse_digits(text);
  return number && std::isfinite(static_cast<float>(*number)) ? number : std::nullopt;
}

/// Appends the numbers of a row; false where a text is no finite number.
bool read_numbers(const Row& row, std::vector<float>& numbers) {
  for (std::size_t i = 1; i < row.size(); ++i) {
    const std::optional<double> number = parse_number(row[i]);
    if (!number) return false;
    numbers.push_back(static_cast<float>(*number));
  }
  return true;
}

bool read_column(const Row& row, DataDescription& description) {
  if (row.size() < 4) return false;
  const std::optional<double> mean = parse_number(row[3]);
  if (!mean) return false;
  description.columns.push_back({row[1], row[2], {row.begin() + 4, row.end()}, static_cast<float>(*mean)});
  return true;
}

/// Reads what one row says; false where it does not say it well.
bool read_into(const Row& row, DataDescription& description) {
  const std::string& name = row[0];
  const Row rest(row.begin() + 1, row.end());
  if (name == "kind") {
    const auto kind = rest.empty() ? std::nullopt : find_data_kind(rest[0]);
    description.kind = kind.value_or(DataKind::kImage);
    return kind.has_value();
  }
  if (name == "column") return read_column(row, description);
  if (name == "labels") description.label_names = rest;
  if (name == "alphabet") description.alphabet = rest;
  if (name == "missing") description.has_missing = true;
  if (name == "offset") return read_numbers(row, description.scaling.offset);
  if (name == "factor") return read_numbers(row, description.scaling.factor);
  if (name != "rate") return true;
  std::vector<float> rate;
  const bool is_number = read_numbers(row, rate) && rate.size() == 1 && rate[0] >= 0;
  if (is_number) description.sample_rate = *parse_number(row[1]);
  return is_number;
}

/// Features that the columns or the alphabet describe, and how many there have to be; equal where they fit.
bool fits(const DataDescription& d, const Shape& shape) {
  std::size_t width = 0;
  for (const Column& column : d.columns) width += static_cast<std::size_t>(column.width());
  const auto features = static_cast<std::size_t>(shape.features()), channels = static_cast<std::size_t>(shape.channels);
  const std::size_t offsets = d.scaling.offset.size();
  if (offsets != d.scaling.factor.size() || (offsets > 1 && offsets != features)) return false;
  for (const float factor : d.scaling.factor) {
    if (!(factor > 0)) return false;
  }
  switch (d.kind) {
    case DataKind::kImage: return d.columns.empty() && !d.has_missing;
    case DataKind::kSignal: return (d.columns.empty() || d.columns.size() == channels) && !d.has_missing;
    case DataKind::kTable: return width == features;
    case DataKind::kText: return d.alphabet.size() == channels && channels > 1 && !d.has_missing;
  }
  return false;
}

/// All rows of a description, without the bracket at their end.
std::string rows_text(const DataDescription& description) {
  std::string text = "[";
  add_row(text, {"kind", std::string(data_kind_row(description.kind).name)});
  for (const Column& column : description.columns) {
    Row row = {"column", column.name, column.unit, number_text(static_cast<double>(column.mean))};
    row.insert(row.end(), column.categories.begin(), column.categories.end());
    add_row(text, row);
  }
  add_list(text, "labels", description.label_names);
  add_list(text, "alphabet", description.alphabet);
  add_list(text, "offset", texts_of(description.scaling.offset));
  add_list(text, "factor", texts_of(description.scaling.factor));
  if (description.sample_rate > 0) add_row(text, {"rate", number_text(description.sample_rate)});
  if (description.has_missing) add_row(text, {"missing"});
  return text;
}

Result<DataDescription> description_from(const std::vector<Row>& rows, const Shape& shape, const std::string& source) {
  DataDescription description;
  for (const Row& row : rows) {
    if (!read_into(row, description))
      return Error{"description-bad-text", source, "", "values for " + excerpt(row[0]), "others"};
  }
  if (fits(description, shape)) return description;
  return Error{"description-does-not-fit", source, "", std::to_string(shape.features()) + " features per sample",
               "a description of others"};
}

Error no_rows(std::string_view text, const std::string& source) {
  return {"description-bad-text", source, "", "a JSON list of lists of texts", excerpt(text)};
}

/// Height, width and channels, of at most 2^24 values together.
std::optional<Shape> read_shape(const Row& row) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 24;
  if (row.size() != 4) return std::nullopt;
  std::uint64_t sides[3];
  for (std::size_t i = 0; i < 3; ++i) sides[i] = parse_unsigned(row[i + 1]).value_or(0);
  const auto features = checked_product({sides[0], sides[1], sides[2]}, kMost);
  if (!features || *features == 0) return std::nullopt;
  return Shape{static_cast<int>(sides[0]), static_cast<int>(sides[1]), static_cast<int>(sides[2])};
}

}  // namespace

std::string to_description_text(const DataDescription& description) { return rows_text(description) + "]"; }

std::string to_description_text(const SetDescription& set) {
  std::string text = rows_text(set.description);
  add_row(text, {"name", set.name});
  add_row(text, {"shape", std::to_string(set.shape.height), std::to_string(set.shape.width),
                 std::to_string(set.shape.channels)});
  return text + "]";
}

Result<SetDescription> parse_set_description(std::string_view text, const std::string& source) {
  const std::optional<std::vector<Row>> rows = read_rows(text);
  if (!rows) return no_rows(text, source);
  SetDescription set;
  std::optional<Shape> shape;
  for (const Row& row : *rows) {
    if (row[0] == "name" && row.size() == 2) set.name = row[1];
    if (row[0] == "shape") shape = read_shape(row);
  }
  if (!shape) return Error{"description-bad-text", source, "", "a shape such as 1, 128, 1", "none"};
  auto description = description_from(*rows, *shape, source);
  if (!description) return description.error();
  set.description = std::move(*description);
  set.shape = *shape;
  return set;
}

Result<DataDescription> parse_description(std::string_view text, const Shape& shape, const std::string& source) {
  const std::optional<std::vector<Row>> rows = read_rows(text);
  return rows ? description_from(*rows, shape, source) : no_rows(text, source);
}

}  // namespace hourglass
