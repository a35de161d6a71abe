#include "data/readers/table_columns.h"

#include <algorithm>
#include <cmath>

#include "core/excerpt.h"
#include "core/whole_number.h"
#include "data/readers/classes.h"
#include "data/readers/text_file.h"

namespace hourglass {
namespace {

using Row = std::vector<std::string>;

std::string column_count(std::size_t count) { return std::to_string(count) + (count == 1 ? " column" : " columns"); }

Error wrong_row(const TableFiles& table, const TableRow& row) {
  return {"data-bad-row", table.files[row.file].name, "line " + std::to_string(row.line),
          std::to_string(table.columns) + " fields", std::to_string(row.fields.size())};
}

/// The first rows of a file, at most `count`.
Result<std::vector<Row>> first_rows(const GivenFile& file, char separator, std::size_t count) {
  CsvReader reader(file_text(file.bytes), separator);
  std::vector<Row> rows;
  while (rows.size() < count) {
    const auto more = reader.next(file.name);
    if (!more) return more.error();
    if (!*more) break;
    rows.emplace_back(reader.fields().begin(), reader.fields().end());
  }
  return rows;
}

/// Whether a row of names stands above the others: some column has numbers everywhere but there or, in a table of
/// texts, all of its texts differ and none occurs again in its column.
bool has_header(const std::vector<Row>& rows, char decimal) {
  const Row& first = rows[0];
  bool has_numbers = false, repeats = false;
  for (std::size_t column = 0; column < first.size(); ++column) {
    const bool is_named = !is_missing(first[column]) && !csv_number(first[column], decimal);
    bool is_numeric = rows.size() > 1;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (column >= rows[i].size() || is_missing(rows[i][column])) continue;
      is_numeric &= csv_number(rows[i][column], decimal).has_value();
      repeats |= rows[i][column] == first[column];
    }
    if (is_numeric && is_named) return true;
    has_numbers |= csv_number(first[column], decimal).has_value();
  }
  const bool all_differ = [&] {
    Row sorted = first;
    std::sort(sorted.begin(), sorted.end());
    return std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
  }();
  return rows.size() > 1 && !has_numbers && !repeats && all_differ;
}

/// Visits the rows of one file.
Status visit_file(const TableFiles& table, std::size_t file, const std::function<Status(const TableRow&)>& visit) {
  const GivenFile& given = table.files[file];
  CsvReader reader(file_text(given.bytes), table.dialect.separator);
  bool is_first = true;
  while (true) {
    const auto more = reader.next(given.name);
    if (!more) return more.error();
    if (!*more) return Done{};
    const bool is_header = is_first && std::equal(table.header.begin(), table.header.end(), reader.fields().begin(),
                                                  reader.fields().end());
    is_first = false;
    if (is_header && !table.header.empty()) continue;
    const TableRow row{reader.fields(), file, reader.line()};
    if (row.fields.size() != table.columns) return wrong_row(table, row);
    if (const Status visited = visit(row); !visited) return visited.error();
  }
}

/// Counts a field among the numbers, texts or missing values of its column.
void count_field(const CsvDialect& dialect, const TableRow& row, std::string_view field, TableColumn& column) {
  if (is_missing(field)) {
    ++column.missing;
    return;
  }
  const auto number = csv_number(field, dialect.decimal);
  if (!number) {
    if (column.texts++ == 0) {
      column.text_file = row.file;
      column.text_line = row.line;
      column.text = field;
    }
    return;
  }
  const bool is_first = column.numbers++ == 0;
  column.smallest = is_first ? *number : std::min(column.smallest, *number);
  column.largest = is_first ? *number : std::max(column.largest, *number);
  column.are_whole &= *number == std::floor(*number);
}

Status count_fields(const TableFiles& table, std::vector<TableColumn>& columns) {
  return visit_rows(table, [&](const TableRow& row) -> Status {
    for (std::size_t i = 0; i < columns.size(); ++i) count_field(table.dialect, row, row.fields[i], columns[i]);
    return Done{};
  });
}

/// Finds a column by its name or number.
Result<std::size_t> find_column(const std::vector<TableColumn>& columns, const std::string& wanted,
                                const std::string& option) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == wanted) return i;
  }
  const auto number = parse_whole(wanted, 1, static_cast<int>(std::min<std::size_t>(columns.size(), 1 << 30)));
  if (number) return static_cast<std::size_t>(*number - 1);
  std::string names;
  for (const TableColumn& column : columns) names += (names.empty() ? "" : ", ") + column.name;
  return Error{"data-no-such-column", option, "", excerpt(names, 200), excerpt(wanted)};
}

bool are_labels(const TableColumn& column) {
  return column.is_numeric() && column.are_whole && column.smallest >= 0 && column.largest <= kLargestLabel;
}

/// The column that is called like labels, if it can be that.
std::optional<std::size_t> find_named_labels(const std::vector<TableColumn>& columns) {
  constexpr std::string_view kNames[] = {"label", "labels", "class", "target"};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto words = words_of(columns[i].name);
    const bool is_named =
        words.size() == 1 && std::find(std::begin(kNames), std::end(kNames), words[0]) != std::end(kNames);
    // The target of a regression is no label.
    if (is_named && (are_labels(columns[i]) || columns[i].texts > 0)) return i;
  }
  return std::nullopt;
}

/// Columns of MNIST as it is passed around: pixels, and perhaps a label before them.
constexpr std::size_t kMnistPixels = 784;

bool are_bytes(const TableColumn& column) { return are_labels(column) && column.largest <= 255 && column.missing == 0; }

/// Chooses the column of labels.
Status choose_labels(const TableFiles& table, const OpenOptions& options, std::vector<TableColumn>& columns) {
  std::optional<std::size_t> chosen = find_named_labels(columns);
  if (!options.label_column.empty()) {
    const auto found = find_column(columns, options.label_column, "label_column");
    if (!found) return found.error();
    chosen = *found;
  } else if (!chosen && table.header.empty() && columns.size() == kMnistPixels + 1 &&
             std::all_of(columns.begin(), columns.end(), are_bytes)) {
    chosen = 0;
  }
  if (chosen) columns[*chosen].use = ColumnUse::kLabel;
  return Done{};
}

/// Marks the columns that `names` lists; the option is named in errors.
Status mark_columns(const std::vector<TableColumn>& columns, const std::vector<std::string>& names,
                    const std::string& option, std::vector<bool>& marked) {
  marked.assign(columns.size(), false);
  for (const std::string& name : names) {
    const auto found = find_column(columns, name, option);
    if (!found) return found.error();
    marked[*found] = true;
  }
  return Done{};
}

/// Chooses the use of every column but that of the labels: as the options say, else a category where there are texts.
/// Returns for each column whether a person chose its use.
Result<std::vector<bool>> force_uses(const OpenOptions& options, std::vector<TableColumn>& columns) {
  std::vector<bool> categorical, numeric, is_forced(columns.size());
  if (const Status marked = mark_columns(columns, options.categorical, "categorical", categorical); !marked)
    return marked.error();
  if (const Status marked = mark_columns(columns, options.numeric, "numeric", numeric); !marked) return marked.error();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    TableColumn& column = columns[i];
    if (categorical[i] && numeric[i]) {
      return Error{"setting-does-not-fit", "numeric", "", "columns that categorical does not name",
                   excerpt(column.name)};
    }
    const bool is_label = column.use == ColumnUse::kLabel;
    is_forced[i] = is_label ? !options.label_column.empty() : categorical[i] || numeric[i];
    if (is_label || numeric[i]) continue;
    if (column.texts > 0 || categorical[i]) column.use = ColumnUse::kCategory;
  }
  return is_forced;
}

std::size_t most_values(const TableColumn& column) {
  return column.use == ColumnUse::kLabel ? kMostLabels : kMostCategories;
}

/// Collects the values of the columns that need them, up to one more than are allowed.
Status collect_values(const TableFiles& table, std::vector<TableColumn>& columns) {
  std::vector<std::size_t> needed;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool is_label = columns[i].use == ColumnUse::kLabel && !are_labels(columns[i]);
    if (columns[i].use == ColumnUse::kCategory || is_label) needed.push_back(i);
  }
  if (needed.empty()) return Done{};
  const Status status = visit_rows(table, [&](const TableRow& row) -> Status {
    for (std::size_t i : needed) {
      auto& values = columns[i].values;
      if (is_missing(row.fields[i]) || values.size() > most_values(columns[i])) continue;
      if (values.find(row.fields[i]) == values.end()) values.emplace(row.fields[i], 0);
    }
    return Done{};
  });
  for (std::size_t i : needed) {
    int number = 0;
    for (auto& [value, index] : columns[i].values) index = number++;
  }
  return status;
}

/// The error for a column of numbers that has a text.
Error not_a_number(const TableFiles& table, const TableColumn& column, std::size_t index) {
  return {"data-bad-value", table.files[column.text_file].name,
          "line " + std::to_string(column.text_line) + ", column " + std::to_string(index + 1) +
              (table.header.empty() ? "" : " (" + excerpt(column.name) + ")"),
          "a number, as in most rows", excerpt(column.text)};
}

/// Decides about columns with more values than they may have. `is_forced`: a person chose their use.
Status judge_values(const TableFiles& table, const std::vector<bool>& is_forced, std::vector<TableColumn>& columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    TableColumn& column = columns[i];
    if (column.use == ColumnUse::kNumber && column.numbers == 0) {
      if (is_forced[i]) return not_a_number(table, column, i);
      column.use = ColumnUse::kIgnored;
    }
    const std::size_t rows = column.missing + column.numbers + column.texts;
    const bool is_category = column.use == ColumnUse::kCategory, is_label = column.use == ColumnUse::kLabel;
    column.has_too_many = column.values.size() > most_values(column) ||
                          (is_category && !is_forced[i] && 2 * column.values.size() >= rows);
    if (!column.has_too_many) continue;
    if (is_forced[i]) {
      return Error{is_label ? ErrorCode("data-bad-label") : ErrorCode("data-bad-value"), table.files[0].name,
                   "column " + excerpt(column.name),
                   (is_label ? "whole numbers from 0 on, or at most " : "at most ") +
                       std::to_string(most_values(column)) + " different values",
                   "more"};
    }
    if (!is_label && column.numbers > column.texts) return not_a_number(table, column, i);
    column.use = ColumnUse::kIgnored;
  }
  return Done{};
}

}  // namespace

Status visit_rows(const TableFiles& table, const std::function<Status(const TableRow&)>& visit) {
  for (std::size_t file = 0; file < table.files.size(); ++file) {
    if (const Status visited = visit_file(table, file, visit); !visited) return visited.error();
  }
  return Done{};
}

Result<TableFiles> examine_files(GivenFiles& files) {
  constexpr std::size_t kRowsToTry = 100;
  TableFiles table;
  table.is_held_out = held_out_by_name(files);
  for (GivenFile& file : files) {
    const FoundDialect found = find_dialect(file_text(file.bytes));
    const auto rows = first_rows(file, found.dialect.separator, kRowsToTry);
    if (!rows) return rows.error();
    if (rows->empty()) return Error{"file-empty", file.name, "line 1", "rows of a table", "none"};
    const std::size_t columns = (*rows)[0].size();
    if (table.columns == 0) {
      table.columns = columns;
      table.dialect = found.dialect;
      if (has_header(*rows, found.dialect.decimal)) table.header = (*rows)[0];
    } else if (columns != table.columns) {
      return Error{"data-split-mismatch", file.name, "line 1",
                   column_count(table.columns) + " as in " + table.files[0].name, column_count(columns)};
    }
    table.files.push_back(std::move(file));
  }
  return table;
}

Result<std::vector<TableColumn>> examine_columns(const TableFiles& table, const OpenOptions& options) {
  std::vector<TableColumn> columns(table.columns);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    columns[i].name = table.header.empty() ? std::to_string(i + 1) : table.header[i];
  }
  if (const Status counted = count_fields(table, columns); !counted) return counted.error();
  if (const Status chosen = choose_labels(table, options, columns); !chosen) return chosen.error();
  const auto is_forced = force_uses(options, columns);
  if (!is_forced) return is_forced.error();
  if (const Status collected = collect_values(table, columns); !collected) return collected.error();
  if (const Status judged = judge_values(table, *is_forced, columns); !judged) return judged.error();
  return columns;
}

}  // namespace hourglass
