#include "data/description.h"

#include "core/enum_table.h"
#include "core/find_by.h"

namespace hourglass {
namespace {

constexpr DataKindRow kDataKinds[] = {
    {DataKind::kImage, "image", "image", "images", "pixel", "pixels", ".png"},
    {DataKind::kSignal, "signal", "signal", "signals", "value", "values", ".csv"},
    {DataKind::kTable, "table", "row", "rows", "feature", "features", ".csv"},
    {DataKind::kText, "text", "text", "texts", "feature", "features", ".txt"},
};
static_assert(in_enum_order(kDataKinds));

/// The value of a list with one entry for all, or with one for each.
float entry(const std::vector<float>& list, std::size_t index) { return list.size() == 1 ? list[0] : list[index]; }

}  // namespace

std::span<const DataKindRow> data_kinds() { return kDataKinds; }

const DataKindRow& data_kind_row(DataKind kind) { return kDataKinds[static_cast<std::size_t>(kind)]; }

std::optional<DataKind> find_data_kind(std::string_view name) {
  const DataKindRow* row = find_by(kDataKinds, &DataKindRow::name, name);
  return row != nullptr ? std::optional(row->kind) : std::nullopt;
}

float Scaling::number(float feature, std::size_t index) const {
  return empty() ? feature : entry(offset, index) + entry(factor, index) * feature;
}

float Scaling::feature(float number, std::size_t index) const {
  return empty() ? number : (number - entry(offset, index)) / entry(factor, index);
}

std::string label_text(const DataDescription& description, int label) {
  const auto index = static_cast<std::size_t>(label);
  const auto& names = description.label_names;
  return label >= 0 && index < names.size() && !names[index].empty() ? names[index] : std::to_string(label);
}

std::size_t first_feature(const DataDescription& description, std::size_t column) {
  std::size_t first = 0;
  for (std::size_t i = 0; i < column; ++i) first += static_cast<std::size_t>(description.columns[i].width());
  return first;
}

std::vector<float> missing_features(const DataDescription& description) {
  std::vector<float> features;
  if (!description.has_missing) return features;
  for (const Column& column : description.columns)
    features.insert(features.end(), static_cast<std::size_t>(column.width()), column.width() > 1 ? 0.0f : column.mean);
  return features;
}

std::vector<CategoryGroup> category_groups(const DataDescription& description, const Shape& shape) {
  std::vector<CategoryGroup> groups;
  if (description.kind == DataKind::kText) {
    for (int place = 0; place < shape.height * shape.width; ++place)
      groups.push_back({place * shape.channels, shape.channels});
  }
  if (description.kind == DataKind::kTable) {
    int begin = 0;
    for (const Column& column : description.columns) {
      if (column.width() > 1) groups.push_back({begin, column.width()});
      begin += column.width();
    }
  }
  return groups;
}

}  // namespace hourglass
