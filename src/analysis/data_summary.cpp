#include "analysis/data_summary.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "core/hash.h"

namespace hourglass {
namespace {

using Hashes = std::unordered_set<std::uint64_t>;

/// Mean and deviation in one pass (Welford 1962, "Note on a Method for Calculating Corrected Sums of Squares and
/// Products").
class Accumulator {
 public:
  void add(double value) {
    if (std::isnan(value)) {
      ++summary_.missing;
      return;
    }
    summary_.smallest = summary_.count == 0 ? value : std::min(summary_.smallest, value);
    summary_.largest = summary_.count == 0 ? value : std::max(summary_.largest, value);
    const double before = value - summary_.mean;
    summary_.mean += before / static_cast<double>(++summary_.count);
    squares_ += before * (value - summary_.mean);
  }
  ValueSummary summary() const {
    ValueSummary summary = summary_;
    if (summary.count > 0) summary.deviation = std::sqrt(squares_ / static_cast<double>(summary.count));
    return summary;
  }

 private:
  ValueSummary summary_;
  double squares_ = 0;
};

/// Visits the samples of a split in order.
template <class Visit>
void for_each_sample(const Dataset& data, Split split, Visit visit) {
  std::vector<float> sample(static_cast<std::size_t>(data.shape().features()));
  for (std::uint32_t i = 0; i < data.count(split); ++i) {
    data.read(split, i, sample.data());
    visit(i, sample);
  }
}

std::uint64_t hash_of(const std::vector<float>& sample) { return hash_reals(sample.data(), sample.size()); }

/// Features that have had one value so far.
class ConstantFeatures {
 public:
  void add(const std::vector<float>& sample) {
    if (first_.empty()) {
      first_ = sample;
      varies_.resize(sample.size());
    }
    for (std::size_t i = 0; i < sample.size(); ++i) {
      if (std::isnan(first_[i])) first_[i] = sample[i];
      if (!std::isnan(sample[i]) && sample[i] != first_[i]) varies_[i] = true;
    }
  }
  std::uint32_t count() const { return static_cast<std::uint32_t>(std::count(varies_.begin(), varies_.end(), false)); }

 private:
  std::vector<float> first_;
  std::vector<bool> varies_;
};

/// Collects the columns of a table or the channels of a signal.
class ColumnAccumulators {
 public:
  explicit ColumnAccumulators(const DataDescription& description)
      : description_(description), columns_(description.columns.size()), missing_(columns_.size()) {}

  void add(const std::vector<float>& sample) {
    if (description_.kind == DataKind::kTable) add_row(sample);
    if (description_.kind == DataKind::kSignal && !columns_.empty()) add_signal(sample);
  }

  std::vector<ColumnSummary> summaries() const {
    std::vector<ColumnSummary> all;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Column& column = description_.columns[i];
      all.push_back({column.name, column.categories.size(), missing_[i], columns_[i].summary()});
    }
    return all;
  }

 private:
  void add_row(const std::vector<float>& sample) {
    std::size_t feature = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Column& column = description_.columns[i];
      missing_[i] += std::isnan(sample[feature]);
      if (column.categories.empty()) columns_[i].add(description_.scaling.number(sample[feature], feature));
      feature += static_cast<std::size_t>(column.width());
    }
  }
  void add_signal(const std::vector<float>& sample) {
    for (std::size_t i = 0; i < sample.size(); ++i) {
      missing_[i % columns_.size()] += std::isnan(sample[i]);
      columns_[i % columns_.size()].add(description_.scaling.number(sample[i], i));
    }
  }

  const DataDescription& description_;
  std::vector<Accumulator> columns_;
  std::vector<std::uint64_t> missing_;
};

}  // namespace

DataSummary summarise(const Dataset& data, Split split) {
  DataSummary summary;
  summary.count = data.count(split);
  Hashes other, seen;
  const Split other_split = split == Split::kTraining ? Split::kHeldOut : Split::kTraining;
  for_each_sample(data, other_split, [&](std::uint32_t, const auto& sample) { other.insert(hash_of(sample)); });
  Accumulator features;
  ConstantFeatures constant;
  ColumnAccumulators columns(data.description());
  for_each_sample(data, split, [&](std::uint32_t i, const std::vector<float>& sample) {
    for (float value : sample) features.add(value);
    constant.add(sample);
    columns.add(sample);
    ++summary.labels[data.label(split, i)];
    const std::uint64_t hash = hash_of(sample);
    summary.duplicates += !seen.insert(hash).second;
    summary.shared += other.contains(hash);
    summary.samples_with_missing += std::any_of(sample.begin(), sample.end(), [](float v) { return std::isnan(v); });
  });
  summary.features = features.summary();
  summary.constant_features = constant.count();
  summary.columns = columns.summaries();
  return summary;
}

}  // namespace hourglass
