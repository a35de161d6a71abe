#include "data/readers/tables.h"

#include <algorithm>
#include <climits>
#include <limits>

#include "core/excerpt.h"
#include "data/readers/names.h"
#include "data/readers/table_columns.h"
#include "data/readers/text_file.h"

namespace hourglass {
namespace {

constexpr int kMnistSide = 28;

using Columns = std::vector<TableColumn>;

/// Whether all columns but that of the labels are the pixels of 28 x 28 images.
bool are_images(const Columns& columns) {
  int pixels = 0;
  for (const TableColumn& column : columns) {
    if (column.use == ColumnUse::kLabel) continue;
    const bool is_pixel = column.use == ColumnUse::kNumber && column.missing + column.texts == 0 && column.are_whole &&
                          column.smallest >= 0 && column.largest <= 255;
    if (!is_pixel) return false;
    ++pixels;
  }
  return pixels == kMnistSide * kMnistSide;
}

Column described(const TableColumn& column) {
  Column described{column.name};
  for (const auto& [value, index] : column.values) described.categories.push_back(value);
  return described;
}

/// Why a column is no feature.
std::string reason(const TableColumn& column) {
  const std::string name = "column " + excerpt(column.name);
  if (column.numbers + column.texts == 0) return name + ": no values";
  return name + ": text with too many values for categories";
}

/// Describes the set and counts its features; data-no-samples without any.
Result<int> describe(const TableFiles& table, const Columns& columns, GivenSet& given) {
  std::uint64_t features = 0;
  for (const TableColumn& column : columns) {
    if (column.use == ColumnUse::kIgnored) given.ignored.push_back(reason(column));
    if (column.use == ColumnUse::kLabel) {
      for (const auto& [value, index] : column.values) given.description.label_names.push_back(value);
    }
    if (column.use != ColumnUse::kNumber && column.use != ColumnUse::kCategory) continue;
    given.description.columns.push_back(described(column));
    features += static_cast<std::uint64_t>(given.description.columns.back().width());
  }
  if (features == 0 || features > INT_MAX) {
    return Error{"file-empty", table.files[0].name, "line 1", "columns of numbers or of few different values",
                 features == 0 ? "none" : "too many"};
  }
  return static_cast<int>(features);
}

/// Appends the features of a field.
void append_field(const TableColumn& column, std::string_view field, char decimal, std::vector<float>& numbers) {
  constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
  if (column.use == ColumnUse::kNumber) {
    const auto number = csv_number(field, decimal);
    numbers.push_back(number ? static_cast<float>(*number) : kMissing);
    return;
  }
  const auto found = column.values.find(field);
  const std::size_t begin = numbers.size();
  numbers.resize(begin + column.values.size(), found == column.values.end() ? kMissing : 0.0f);
  if (found != column.values.end()) numbers[begin + static_cast<std::size_t>(found->second)] = 1;
}

int label_of(const TableColumn& column, std::string_view field, char decimal) {
  if (!column.values.empty()) {
    const auto found = column.values.find(field);
    return found == column.values.end() ? kNoLabel : found->second;
  }
  const auto number = csv_number(field, decimal);
  return number ? static_cast<int>(*number) : kNoLabel;
}

/// Reads the rows into the parts of their files. `is_image`: as bytes.
Status fill_parts(const TableFiles& table, const Columns& columns, bool is_image, SamplePart (&parts)[2]) {
  return visit_rows(table, [&](const TableRow& row) -> Status {
    SamplePart& part = parts[table.is_held_out[row.file]];
    if (part.source.empty()) part.source = part.labels_source = table.files[row.file].name;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const ColumnUse use = columns[i].use;
      const std::string_view field = row.fields[i];
      if (use == ColumnUse::kLabel) part.labels.push_back(label_of(columns[i], field, table.dialect.decimal));
      else if (use == ColumnUse::kIgnored) continue;
      else if (is_image)
        part.samples.bytes.push_back(static_cast<std::uint8_t>(*csv_number(field, table.dialect.decimal)));
      else append_field(columns[i], field, table.dialect.decimal, part.samples.numbers);
    }
    ++part.samples.count;
    return Done{};
  });
}

}  // namespace

bool is_table(std::string_view name, std::span<const std::byte> prefix) {
  if (!is_text(prefix)) return false;
  for (std::string_view ending : {".csv", ".tsv", ".tab", ".CSV", ".TSV"}) {
    if (name.ends_with(ending)) return true;
  }
  // Whole lines only: the prefix may end inside of one.
  std::string_view text = file_text(prefix);
  const std::size_t last = text.rfind('\n');
  if (prefix.size() >= kFormatPrefix && last != std::string_view::npos) text = text.substr(0, last + 1);
  const FoundDialect found = find_dialect(text);
  if (!found.is_regular) return false;
  CsvReader reader(text, found.dialect.separator);
  const auto first = reader.next(""), second = reader.next("");
  if (!first || !second || !*first) return false;
  return std::any_of(reader.fields().begin(), reader.fields().end(),
                     [&](std::string_view field) { return csv_number(field, found.dialect.decimal).has_value(); });
}

Result<GivenSet> read_tables(GivenFiles& files, const OpenOptions& options) {
  const auto table = examine_files(files);
  if (!table) return table.error();
  const auto columns = examine_columns(*table, options);
  if (!columns) return columns.error();
  GivenSet given;
  const auto features = describe(*table, *columns, given);
  if (!features) return features.error();
  const bool is_image = are_images(*columns);
  const std::size_t rows = (*columns)[0].missing + (*columns)[0].numbers + (*columns)[0].texts;
  const std::uint64_t per_row = static_cast<std::uint64_t>(*features) * (is_image ? 1 : sizeof(float)) + sizeof(int);
  if (rows == 0) return Error{"file-empty", table->files[0].name, "line 2", "rows below the header", "none"};
  if (!checked_product({rows, per_row}, options.budget.bytes) || rows > UINT32_MAX) {
    return Error{"file-over-budget", table->files[0].name, "",
                 "at most " + std::to_string(options.budget.bytes) + " bytes in memory",
                 std::to_string(rows) + " rows of " + std::to_string(*features) + " values"};
  }
  SamplePart parts[2];
  if (const Status filled = fill_parts(*table, *columns, is_image, parts); !filled) return filled.error();
  const Shape shape = is_image ? Shape{kMnistSide, kMnistSide, 1} : flat(*features);
  for (SamplePart& part : parts) part.samples.shape = shape;
  if (is_image) given.description.columns.clear();
  else given.description.kind = DataKind::kTable;
  if (parts[0].samples.count == 0) {
    return Error{"file-empty", table->files[0].name, "line 2", "training rows", "none"};
  }
  given.training = std::move(parts[0]);
  if (parts[1].samples.count > 0) given.held_out = std::move(parts[1]);
  return given;
}

}  // namespace hourglass
