#include "data/readers/csv.h"

#include <algorithm>
#include <cmath>

#include "core/number_digits.h"

namespace hourglass {
namespace {

/// In the order of preference: numbers with a decimal comma are split by commas too, and equally often in each row.
constexpr char kSeparators[] = {'\t', ';', '|', ','};
constexpr int kRowsToTry = 50;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A whole number of a few digits, which most numbers in large files are.
std::optional<double> few_digits(std::string_view text) {
  constexpr std::size_t kMost = 9;
  if (text.empty() || text.size() > kMost) return std::nullopt;
  int value = 0;
  for (char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = 10 * value + (c - '0');
  }
  return value;
}

/// Whether a text has the form of a number: digits with at most one decimal sign, then perhaps an exponent.
bool is_number(std::string_view text, char decimal) {
  const auto skip_digits = [&text] {
    const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(count);
    return count;
  };
  const auto skip_sign = [&text] {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  };
  skip_sign();
  std::size_t digits = skip_digits();
  if (text.starts_with(decimal)) {
    text.remove_prefix(1);
    digits += skip_digits();
  }
  if (digits == 0) return false;
  if (!text.starts_with('e') && !text.starts_with('E')) return text.empty();
  text.remove_prefix(1);
  skip_sign();
  return skip_digits() > 0 && text.empty();
}

/// How a separator splits the first rows.
struct Trial {
  std::size_t columns = 0;  ///< of the first row
  int rows = 0, equal_rows = 0;
};

Trial try_separator(std::string_view text, char separator) {
  CsvReader reader(text, separator);
  Trial trial;
  while (trial.rows < kRowsToTry) {
    const auto row = reader.next("");
    if (!row || !*row) break;
    if (trial.rows == 0) trial.columns = reader.fields().size();
    ++trial.rows;
    trial.equal_rows += reader.fields().size() == trial.columns;
  }
  return trial;
}

/// A comma is the decimal sign if it makes numbers of fields that are none with a point, and never the reverse.
char find_decimal(std::string_view text, char separator) {
  if (separator == ',') return '.';
  CsvReader reader(text, separator);
  bool has_comma = false;
  for (int i = 0; i < kRowsToTry; ++i) {
    const auto row = reader.next("");
    if (!row || !*row) break;
    for (std::string_view field : reader.fields()) {
      const bool with_point = is_number(field, '.'), with_comma = is_number(field, ',');
      if (with_point && !with_comma) return '.';
      has_comma |= with_comma && !with_point;
    }
  }
  return has_comma ? ',' : '.';
}

}  // namespace

FoundDialect find_dialect(std::string_view text) {
  FoundDialect found;
  int most = 0;
  for (char separator : kSeparators) {
    const Trial trial = try_separator(text, separator);
    if (trial.columns < 2) continue;
    const bool is_regular = trial.equal_rows == trial.rows;
    if (!is_regular && trial.equal_rows <= most) continue;
    most = trial.equal_rows;
    found = {{separator, '.'}, trial.columns, is_regular};
    if (is_regular) break;
  }
  found.dialect.decimal = find_decimal(text, found.dialect.separator);
  return found;
}

/// Reads a quoted field behind its first quote into the next of `unquoted_`. Returns whether it ends.
bool CsvReader::read_quoted() {
  if (unquoted_count_ == unquoted_.size()) unquoted_.emplace_back();
  std::string& field = unquoted_[unquoted_count_];
  field.clear();
  while (true) {
    const std::size_t quote = rest_.find('"');
    if (quote == std::string_view::npos) return false;
    const std::string_view piece = rest_.substr(0, quote);
    next_line_ += static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '\n'));
    field += piece;
    rest_.remove_prefix(quote + 1);
    if (!rest_.starts_with('"')) {
      ++unquoted_count_;
      return true;
    }
    field += '"';
    rest_.remove_prefix(1);
  }
}

/// Reads a field up to the separator or the end of the line. Quoted fields get a place in `fields_` that is filled once
/// the row is complete, since `unquoted_` may still move. Returns whether the field is well formed.
bool CsvReader::read_field() {
  const char ends[] = {separator_, '\r', '\n'};
  const std::size_t start = std::min(rest_.find_first_not_of(separator_ == '\t' ? " " : " \t"), rest_.size());
  const bool is_quoted = rest_.substr(start).starts_with('"');
  if (!is_quoted) {
    const std::size_t end = std::min(rest_.find_first_of(std::string_view(ends, 3)), rest_.size());
    fields_.push_back(trimmed(rest_.substr(0, end)));
    rest_.remove_prefix(end);
    return true;
  }
  rest_.remove_prefix(start + 1);
  // Marks the place: fields that are parts of the text have a pointer.
  fields_.push_back({nullptr, 0});
  if (!read_quoted()) return false;
  const std::size_t end = std::min(rest_.find_first_of(std::string_view(ends, 3)), rest_.size());
  const bool is_closed = trimmed(rest_.substr(0, end)).empty();
  rest_.remove_prefix(end);
  return is_closed;
}

bool CsvReader::skip_line_end() {
  if (rest_.empty() || (rest_[0] != '\r' && rest_[0] != '\n')) return false;
  rest_.remove_prefix(rest_.starts_with("\r\n") ? 2 : 1);
  ++next_line_;
  return true;
}

Result<bool> CsvReader::next(const std::string& source) {
  while (true) {
    auto row = read_row(source);
    if (!row || !*row || fields_.size() > 1 || !fields_[0].empty()) return row;
  }
}

Result<bool> CsvReader::read_row(const std::string& source) {
  while (skip_line_end()) {
  }
  fields_.clear();
  unquoted_count_ = 0;
  line_ = next_line_;
  if (rest_.empty()) return false;
  while (true) {
    if (!read_field()) {
      return Error{"data-bad-row", source,
                   "line " + std::to_string(line_) + ", column " + std::to_string(fields_.size()),
                   "a quote that ends the field", "another character, or the end of the file"};
    }
    if (!rest_.starts_with(separator_)) break;
    rest_.remove_prefix(1);
  }
  skip_line_end();
  std::size_t quoted = 0;
  for (std::string_view& field : fields_) {
    if (field.data() == nullptr) field = unquoted_[quoted++];
  }
  return true;
}

bool is_missing(std::string_view field) {
  constexpr std::string_view kMissing[] = {"", "?", "na", "n/a", "nan", "null"};
  constexpr std::size_t kLongest = 4;
  if (field.size() > kLongest) return false;
  std::string lower(field);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::find(std::begin(kMissing), std::end(kMissing), lower) != std::end(kMissing);
}

std::optional<double> csv_number(std::string_view field, char decimal) {
  if (const auto whole = few_digits(field)) return whole;
  if (!is_number(field, decimal)) return std::nullopt;
  std::string digits(field.substr(field.starts_with('+') || field.starts_with('-') ? 1 : 0));
  std::replace(digits.begin(), digits.end(), decimal, '.');
  const auto number = parse_digits(digits);
  if (!number || !std::isfinite(*number)) return std::nullopt;
  return field.starts_with('-') ? -*number : *number;
}

}  // namespace hourglass
