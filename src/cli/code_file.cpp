#include "cli/code_file.h"

#include <algorithm>
#include <cmath>

#include "core/excerpt.h"
#include "core/file.h"
#include "core/whole_number.h"
#include "data/readers/csv.h"
#include "data/readers/npy.h"
#include "data/readers/text_file.h"
#include "data/writers/csv_writer.h"
#include "data/writers/npy_writer.h"

namespace hourglass {
namespace {

using Fields = std::vector<std::string_view>;

constexpr std::string_view kLabelColumn = "label";

bool ends_in(const std::string& path, std::string_view ending) {
  if (path.size() < ending.size()) return false;
  return std::equal(ending.begin(), ending.end(), path.end() - static_cast<std::ptrdiff_t>(ending.size()),
                    [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); });
}

/// Codes as the rows of a table, which is how writers know them.
DataDescription described_as_table(const Model& model, int features) {
  DataDescription description;
  description.kind = DataKind::kTable;
  for (int i = 0; i < features; ++i) description.columns.push_back({"code " + std::to_string(i + 1)});
  description.label_names = model.description.label_names;
  return description;
}

Error wrong_size(const std::string& path, const std::string& where, int expected, std::size_t found) {
  return {"data-shape-mismatch", path, where, std::to_string(expected) + " values per code", std::to_string(found)};
}

Status check_finite(const std::string& path, const Samples& codes) {
  const auto wrong =
      std::find_if(codes.values.begin(), codes.values.end(), [](float value) { return !std::isfinite(value); });
  if (wrong == codes.values.end()) return Done{};
  const auto at = static_cast<std::size_t>(wrong - codes.values.begin()),
             width = static_cast<std::size_t>(codes.features);
  return Error{"array-not-finite", path,
               "code " + std::to_string(at / width + 1) + ", value " + std::to_string(at % width + 1),
               "a finite number", std::isnan(*wrong) ? "NaN" : "an infinite one"};
}

Result<Samples> codes_of_array(const std::string& path, const std::vector<std::byte>& file, int size) {
  auto array = parse_npy(file, path);
  if (!array) return array.error();
  std::string found;
  for (const std::uint32_t length : array->dimensions) found += (found.empty() ? "" : " x ") + std::to_string(length);
  const bool fits = array->dimensions.size() == 2 && array->dimensions[1] == static_cast<std::uint32_t>(size);
  if (!fits) return Error{"data-shape-mismatch", path, "", "an array of codes x " + std::to_string(size), found};
  Samples codes{size, array->dimensions[0], std::move(array->numbers), {}};
  if (codes.values.empty()) codes.values.assign(array->bytes.begin(), array->bytes.end());
  return codes;
}

/// The number that a label's text stands for; empty is no label.
std::optional<int> label_of(std::string_view text, const DataDescription& description) {
  if (text.empty()) return kNoLabel;
  const auto& names = description.label_names;
  const auto named = std::find(names.begin(), names.end(), text);
  if (named != names.end()) return static_cast<int>(named - names.begin());
  return parse_whole(text, 0, kLargestLabel);
}

/// Reads the rows of a table of codes.
class CodeTable {
 public:
  CodeTable(const std::string& path, const Model& model, std::string_view text)
      : path_(path), model_(model), dialect_(find_dialect(text).dialect), reader_(text, dialect_.separator) {
    codes_.features = code_size(model);
  }

  Result<Samples> read() {
    bool is_first = true;
    while (true) {
      const auto more = reader_.next(path_);
      if (!more) return more.error();
      if (!*more) break;
      if (Status status = is_first ? take_first() : take_row(); !status) return status.error();
      is_first = false;
    }
    if (codes_.count == 0) return Error{"file-empty", path_, "", "codes, one per row", "none"};
    return std::move(codes_);
  }

 private:
  std::string line() const { return "line " + std::to_string(reader_.line()); }

  /// The first row is a header if a field is neither a number nor missing; it says which column holds labels.
  Status take_first() {
    const Fields& fields = reader_.fields();
    const bool is_header = std::any_of(fields.begin(), fields.end(), [&](std::string_view field) {
      return !is_missing(field) && !csv_number(field, dialect_.decimal);
    });
    columns_ = fields.size();
    if (is_header)
      label_column_ = static_cast<std::size_t>(std::find(fields.begin(), fields.end(), kLabelColumn) - fields.begin());
    else label_column_ = columns_;
    const std::size_t size = columns_ - (label_column_ < columns_ ? 1 : 0);
    if (size != static_cast<std::size_t>(codes_.features)) return wrong_size(path_, line(), codes_.features, size);
    if (is_header) return Done{};
    return take_row();
  }

  Status take_row() {
    const Fields& fields = reader_.fields();
    if (fields.size() != columns_)
      return Error{"data-bad-row", path_, line(), std::to_string(columns_) + " fields", std::to_string(fields.size())};
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (Status status = i == label_column_ ? take_label(fields[i]) : take_value(fields[i]); !status) return status;
    }
    ++codes_.count;
    return Done{};
  }

  Status take_value(std::string_view field) {
    const auto number = csv_number(field, dialect_.decimal);
    if (!number && is_missing(field))
      return Error{"array-not-finite", path_, line(), "a finite number", field.empty() ? "nothing" : excerpt(field)};
    if (!number) return Error{"data-bad-value", path_, line(), "a number", excerpt(field)};
    codes_.values.push_back(static_cast<float>(*number));
    return Done{};
  }

  Status take_label(std::string_view field) {
    const std::optional<int> label = label_of(field, model_.description);
    if (!label) return Error{"data-bad-label", path_, line(), "a label's name or number", excerpt(field)};
    codes_.labels.push_back(*label);
    return Done{};
  }

  const std::string& path_;
  const Model& model_;
  CsvDialect dialect_;
  CsvReader reader_;
  std::size_t columns_ = 0, label_column_ = 0;
  Samples codes_;
};

Result<Samples> parse_codes(const std::string& path, const std::vector<std::byte>& file, const Model& model) {
  if (is_npy(file)) return codes_of_array(path, file, code_size(model));
  const std::span<const std::byte> bytes(file);
  if (!is_text(bytes.first(std::min<std::size_t>(bytes.size(), 4096))))
    return Error{"file-unsupported", path, "", "codes as a NumPy array (.npy) or a table (.csv)", "another format"};
  return CodeTable(path, model, file_text(bytes)).read();
}

}  // namespace

Status check_code_path(const std::string& path) {
  if (!ends_in(path, ".npy") && !ends_in(path, ".csv"))
    return Error{"argument-not-a-choice", "--out", "", "a file's name that ends in .npy or .csv", excerpt(path)};
  return check_writable(path);
}

Status write_codes(const std::string& path, const Model& model, const Samples& codes) {
  const DataDescription description = described_as_table(model, codes.features);
  const WrittenSamples written{description, {1, 1, codes.features}, codes.values, codes.labels};
  return write_file_atomically(path, ends_in(path, ".npy") ? npy_file_of(written) : csv_file_of(written));
}

Result<Samples> read_codes(const std::string& path, const Model& model) {
  const auto file = read_file(path);
  if (!file) return file.error();
  auto codes = parse_codes(path, *file, model);
  if (!codes) return codes;
  if (Status status = check_finite(path, *codes); !status) return status.error();
  return codes;
}

}  // namespace hourglass
