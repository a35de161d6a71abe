// Splits comma-separated values and their relatives into rows of fields.
//
// Format: RFC 4180, "Common Format and MIME Type for Comma-Separated Values (CSV) Files": quoted fields, in which
// doubled quotes stand for one and lines may end. Beyond it: semicolons, tabs and bars between fields, any line ends.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace hourglass {

/// How a file separates fields and writes numbers.
struct CsvDialect {
  char separator = ',';
  char decimal = '.';  ///< or ','
  bool operator==(const CsvDialect&) const = default;
};

/// Finds out the dialect from the first rows: of tab, semicolon, bar and comma the first that splits all of them into
/// equally many fields, at least two; else the one that does for most. `is_regular` tells whether one did for all.
struct FoundDialect {
  CsvDialect dialect;
  std::size_t columns = 1;
  bool is_regular = false;
};
FoundDialect find_dialect(std::string_view text);

/// Reads rows in order. The text must outlive the reader.
class CsvReader {
 public:
  CsvReader(std::string_view text, char separator) : rest_(text), separator_(separator) {}

  /// Reads the next row that is not empty. Returns whether there was one; data-bad-row for a quote that does not end,
  /// or that ends inside a field. `source` names the file in errors.
  Result<bool> next(const std::string& source);
  /// The row's fields, valid until the next call. Blanks around them are removed, except inside quotes.
  const std::vector<std::string_view>& fields() const { return fields_; }
  /// The line on which the row begins, from 1 on.
  std::size_t line() const { return line_; }

 private:
  Result<bool> read_row(const std::string& source);
  bool read_quoted();
  bool read_field();
  bool skip_line_end();

  std::string_view rest_;
  char separator_;
  std::size_t line_ = 0, next_line_ = 1;
  std::vector<std::string_view> fields_;
  /// Quoted fields without their doubled quotes; never shrinks within a row, so that views stay valid.
  std::vector<std::string> unquoted_;
  std::size_t unquoted_count_ = 0;
};

/// Whether a field stands for a missing value: empty, "NA", "N/A", "nan", "null" or "?", in any case.
bool is_missing(std::string_view field);

/// The number that a field consists of, such as 3, -0.5 or 1e-3; nothing for all else.
std::optional<double> csv_number(std::string_view field, char decimal);

}  // namespace hourglass
