#include "data/scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/enum_table.h"

namespace hourglass {
namespace {

constexpr ScaleRow kScales[] = {
    {Scale::kUnit, "unit", "from 0 to 1"},
    {Scale::kStandard, "standard", "mean 0, deviation 1"},
    {Scale::kNone, "none", "as they are"},
};
static_assert(in_enum_order(kScales));

/// Collects the values that share an offset and a factor.
struct Spread {
  double smallest = std::numeric_limits<double>::infinity(), largest = -smallest;
  double sum = 0, sum_of_squares = 0;  ///< of the differences from `first`, so that a large mean costs no digits
  double first = 0;
  double count = 0;

  void add(float number) {
    if (std::isnan(number)) return;
    if (count == 0) first = number;
    const double difference = number - first;
    smallest = std::min(smallest, double{number});
    largest = std::max(largest, double{number});
    sum += difference;
    sum_of_squares += difference * difference;
    count += 1;
  }
  double mean() const { return first + sum / count; }
  double deviation() const {
    const double mean_difference = sum / count;
    return std::sqrt(std::max(0.0, sum_of_squares / count - mean_difference * mean_difference));
  }
};

void append(Scaling& scaling, double offset, double factor) {
  scaling.offset.push_back(static_cast<float>(offset));
  const auto rounded = static_cast<float>(factor);
  scaling.factor.push_back(rounded > 0 ? rounded : 1.0f);
}

void append(Scaling& scaling, const Spread& spread, Scale scale) {
  if (spread.count == 0) return append(scaling, 0, 1);
  if (scale == Scale::kUnit) return append(scaling, spread.smallest, spread.largest - spread.smallest);
  // Equal numbers can leave a tiny deviation behind.
  append(scaling, spread.mean(), spread.smallest < spread.largest ? spread.deviation() : 0);
}

Spread spread_of(const StoredSamples& samples, std::span<const std::uint32_t> training, std::size_t first,
                 std::size_t step) {
  Spread spread;
  const auto features = static_cast<std::size_t>(samples.shape.features());
  for (std::uint32_t sample : training) {
    for (std::size_t i = first; i < features; i += step) spread.add(samples.numbers[sample * features + i]);
  }
  return spread;
}

Scaling table_scaling(const StoredSamples& samples, std::span<const std::uint32_t> training,
                      const std::vector<Column>& columns, Scale scale) {
  Scaling scaling;
  const auto features = static_cast<std::size_t>(samples.shape.features());
  for (const Column& column : columns) {
    const bool numeric = column.categories.empty();
    if (numeric) append(scaling, spread_of(samples, training, scaling.offset.size(), features), scale);
    else
      for (int i = 0; i < column.width(); ++i) append(scaling, 0, 1);
  }
  return scaling;
}

}  // namespace

std::span<const ScaleRow> scales() { return kScales; }

Scaling fit_scaling(const StoredSamples& samples, std::span<const std::uint32_t> training,
                    const DataDescription& description, Scale scale) {
  if (scale == Scale::kNone || description.kind == DataKind::kText || samples.numbers.empty()) return {};
  if (description.kind == DataKind::kTable) return table_scaling(samples, training, description.columns, scale);
  const Spread spread = spread_of(samples, training, 0, 1);
  const bool is_unit = spread.smallest >= 0 && spread.largest <= 1;
  if (description.kind == DataKind::kImage && scale == Scale::kUnit && is_unit) return {};
  Scaling scaling;
  append(scaling, spread, scale);
  return scaling;
}

void apply_scaling(const Scaling& scaling, StoredSamples& samples) {
  if (scaling.empty()) return;
  const auto features = static_cast<std::size_t>(samples.shape.features());
  for (std::size_t i = 0; i < samples.numbers.size(); ++i) {
    samples.numbers[i] = scaling.feature(samples.numbers[i], i % features);
  }
}

}  // namespace hourglass
