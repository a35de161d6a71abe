#include "data/writers/csv_writer.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/number_digits.h"
#include "core/number_text.h"
#include "data/dataset.h"
#include "data/sample_text.h"
#include "data/writers/bytes.h"

namespace hourglass {
namespace {

/// The fewest digits that read back as the same float; nothing for a missing value.
std::string number_field(float number) {
  constexpr int kFewest = 6, kMost = 9;
  if (std::isnan(number)) return "";
  std::string text;
  for (int digits = kFewest; digits <= kMost; ++digits) {
    text = rounded_text(static_cast<double>(number), digits);
    if (static_cast<float>(parse_digits(text).value_or(0)) == number) break;
  }
  return text;
}

/// Appends fields, and a line end after the last one of a row.
class CsvText {
 public:
  void add(const std::string& text) {
    if (!begins_row_) text_ += ',';
    text_ += csv_field(text);
    begins_row_ = false;
  }
  void end_row() {
    text_ += '\n';
    begins_row_ = true;
  }
  std::vector<std::byte> bytes() const {
    std::vector<std::byte> file;
    file.reserve(text_.size());
    append_text(file, text_);
    return file;
  }

 private:
  std::string text_;
  bool begins_row_ = true;
};

bool have_labels(const WrittenSamples& samples) {
  return std::any_of(samples.labels.begin(), samples.labels.end(), [](int label) { return label != kNoLabel; });
}

std::vector<std::byte> table_file(const WrittenSamples& samples) {
  const DataDescription& description = samples.description;
  const bool with_labels = have_labels(samples);
  CsvText csv;
  for (const Column& column : description.columns) csv.add(column.name);
  if (with_labels) csv.add("label");
  csv.end_row();
  for (std::size_t i = 0; i < samples.count(); ++i) {
    std::size_t feature = 0;
    for (std::size_t column = 0; column < description.columns.size(); ++column) {
      const std::string* category = category_of(description, column, samples.sample(i));
      const bool is_number = description.columns[column].categories.empty();
      csv.add(is_number ? number_field(samples.number(i, feature)) : category != nullptr ? *category : "");
      feature += static_cast<std::size_t>(description.columns[column].width());
    }
    const int label = with_labels ? samples.labels[i] : kNoLabel;
    if (with_labels) csv.add(label == kNoLabel ? "" : label_text(description, label));
    csv.end_row();
  }
  return csv.bytes();
}

/// The name of a value of a signal.
std::string value_name(const WrittenSamples& samples, std::size_t feature) {
  const auto channels = static_cast<std::size_t>(samples.shape.channels);
  const auto& columns = samples.description.columns;
  const bool is_named = samples.description.kind == DataKind::kSignal && columns.size() == channels;
  if (!is_named) return "value " + std::to_string(feature + 1);
  return columns[feature % channels].name + " " + std::to_string(feature / channels + 1);
}

}  // namespace

std::string csv_field(const std::string& text) {
  const bool is_plain =
      text.find_first_of(",\"\r\n") == std::string::npos && !text.starts_with(' ') && !text.ends_with(' ');
  if (is_plain) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::vector<std::byte> csv_file_of(const WrittenSamples& samples) {
  if (samples.description.kind == DataKind::kTable) return table_file(samples);
  const auto features = static_cast<std::size_t>(samples.shape.features());
  CsvText csv;
  for (std::size_t feature = 0; feature < features; ++feature) csv.add(value_name(samples, feature));
  csv.end_row();
  for (std::size_t i = 0; i < samples.count(); ++i) {
    for (std::size_t feature = 0; feature < features; ++feature) csv.add(number_field(samples.number(i, feature)));
    csv.end_row();
  }
  return csv.bytes();
}

}  // namespace hourglass
