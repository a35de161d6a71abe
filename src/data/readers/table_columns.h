// What the columns of a table are: found out in passes over its rows, so that fields never fill the memory.
#pragma once

#include <functional>
#include <map>

#include "data/readers/csv.h"
#include "data/readers/readers.h"

namespace hourglass {

/// The files of a table with what was found out about them.
struct TableFiles {
  GivenFiles files;
  CsvDialect dialect;
  std::size_t columns = 0;
  std::vector<std::string> header = {};  ///< the columns' names; empty without a header
  std::vector<bool> is_held_out = {};    ///< per file
};

/// A row with its place, for errors.
struct TableRow {
  const std::vector<std::string_view>& fields;
  std::size_t file;
  std::size_t line;
};

/// Visits all rows below the header, file by file. Stops at the first error, of a row or of `visit`.
Status visit_rows(const TableFiles& table, const std::function<Status(const TableRow&)>& visit);

/// Finds out dialect, number of columns and header. Error codes: file-empty, data-bad-row, data-split-mismatch.
Result<TableFiles> examine_files(GivenFiles& files);

enum class ColumnUse { kNumber, kCategory, kLabel, kIgnored };

/// A column and what becomes of it.
struct TableColumn {
  std::string name;  ///< from the header, else its number from 1 on
  ColumnUse use = ColumnUse::kNumber;
  std::size_t missing = 0, numbers = 0, texts = 0;      ///< fields of each kind
  double smallest = 0, largest = 0;                     ///< of the numbers
  bool are_whole = true;                                ///< whether all numbers are whole
  std::size_t text_file = 0, text_line = 0;             ///< where the first text is, and
  std::string text = {};                                ///< what it says
  std::map<std::string, int, std::less<>> values = {};  ///< a category's or label's values, numbered in order
  bool has_too_many = false;                            ///< more values than are allowed

  bool is_numeric() const { return texts == 0 && numbers > 0; }
};

/// The largest number of values of a category, and of a column of labels.
inline constexpr std::size_t kMostCategories = 64, kMostLabels = 1024;

/// All columns with their uses. Error codes: data-no-such-column, data-bad-value, data-bad-label, data-bad-row.
Result<std::vector<TableColumn>> examine_columns(const TableFiles& table, const OpenOptions& options);

}  // namespace hourglass
