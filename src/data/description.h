// What a data set says about itself beyond its samples: its kind, its columns, its labels' names, and its scaling.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/category_group.h"
#include "core/shape.h"

namespace hourglass {

/// What a sample is.
enum class DataKind {
  kImage,   ///< height x width x 1 or 3
  kSignal,  ///< 1 x time x channels
  kTable,   ///< 1 x 1 x features: one per numeric column, one per category of each other column
  kText,    ///< 1 x length x alphabet: one symbol per place, one-hot
};

/// A row of the table of kinds: what settings, files and JavaScript call it, and what people call its parts.
struct DataKindRow {
  DataKind kind;
  std::string_view name;             ///< in settings, files and JavaScript: "image"
  std::string_view sample, samples;  ///< one of its samples, and several: "row", "rows"
  std::string_view value, values;    ///< one number of a sample, and several: "pixel", "pixels"
  std::string_view file_ending;      ///< of the file that samples are written to by default: ".png"
};

/// All kinds, in the order of DataKind.
std::span<const DataKindRow> data_kinds();
const DataKindRow& data_kind_row(DataKind kind);
std::optional<DataKind> find_data_kind(std::string_view name);

/// One column of a table, or one channel of a signal.
struct Column {
  std::string name;
  std::string unit = {};                     ///< empty where there is none
  std::vector<std::string> categories = {};  ///< empty for a numeric column
  float mean = 0.5f;                         ///< of a numeric column's features; stands for missing values
  bool operator==(const Column&) const = default;

  /// Features that the column takes.
  int width() const { return categories.empty() ? 1 : static_cast<int>(categories.size()); }
};

/// How stored numbers became features: feature = (number - offset) / factor.
struct Scaling {
  /// One value for all features, or one per feature; both empty where numbers are features as they are.
  std::vector<float> offset = {};
  std::vector<float> factor = {};  ///< above 0; as many as offsets
  bool operator==(const Scaling&) const = default;

  bool empty() const { return offset.empty(); }
  /// The number that a feature stands for, and back.
  float number(float feature, std::size_t index) const;
  float feature(float number, std::size_t index) const;
};

struct DataDescription {
  DataKind kind = DataKind::kImage;
  /// A table's columns in the order of its features; a signal's channels; else empty.
  std::vector<Column> columns = {};
  /// The name of each label from 0 on; empty where labels are only numbers.
  std::vector<std::string> label_names = {};
  /// A text's symbols (one UTF-8 character each) in the order of its features. The first stands for "no more symbols".
  std::vector<std::string> alphabet = {};
  /// Values per second of a signal; 0 where unknown.
  double sample_rate = 0;
  Scaling scaling = {};
  /// Whether samples may lack values: their features are NaN, all of them where the column has categories.
  bool has_missing = false;
  bool operator==(const DataDescription&) const = default;
};

/// The label's name, or the label as a number where it has none.
std::string label_text(const DataDescription& description, int label);

/// The first feature of a table's column.
std::size_t first_feature(const DataDescription& description, std::size_t column);

/// What an encoder receives for a missing value, for each feature: a numeric column's mean, no category; empty where no
/// value is missing.
std::vector<float> missing_features(const DataDescription& description);

/// All groups of a sample of this shape, ascending. Features outside of them are numeric.
std::vector<CategoryGroup> category_groups(const DataDescription& description, const Shape& shape);

}  // namespace hourglass
