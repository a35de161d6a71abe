#include "analysis/sample_figures.h"

#include <algorithm>
#include <cmath>

#include "analysis/cross_entropy.h"
#include "analysis/image_metrics.h"

namespace hourglass {
namespace {

/// Sums over the values of one channel or column.
class NumberSums {
 public:
  void add(double original, double given) {
    if (std::isnan(original)) return;
    if (count_ == 0) first_ = original;
    ++count_;
    const double error = given - original, difference = original - first_;
    absolute_ += std::abs(error);
    squared_ += error * error;
    // Differences from the first value, so that a large mean costs no digits.
    sum_ += difference;
    sum_of_squares_ += difference * difference;
  }
  double squared_error() const { return squared_; }
  /// Sum of the squared differences from the mean.
  double spread() const {
    return count_ == 0 ? 0 : std::max(0.0, sum_of_squares_ - sum_ * sum_ / static_cast<double>(count_));
  }
  NumberFigures figures(std::string name, std::string unit) const {
    NumberFigures figures{std::move(name), std::move(unit), count_};
    if (count_ == 0) return figures;
    const double count = static_cast<double>(count_);
    figures.mean_absolute_error = absolute_ / count;
    figures.root_mean_square_error = std::sqrt(squared_ / count);
    figures.deviation = std::sqrt(spread() / count);
    return figures;
  }

 private:
  std::uint64_t count_ = 0;
  double first_ = 0, absolute_ = 0, squared_ = 0, sum_ = 0, sum_of_squares_ = 0;
};

/// Right and wrong values of one group of features.
class CategoryCounts {
 public:
  explicit CategoryCounts(const CategoryGroup& group)
      : group_(group), frequency_(static_cast<std::size_t>(group.count)) {}

  /// Counts a sample. Nothing where the value is missing; else whether `given` names its category.
  std::optional<bool> add(const float* original, const float* given) {
    const float* first = original + group_.begin;
    if (std::isnan(*first)) return std::nullopt;
    const auto category = std::max_element(first, first + group_.count) - first;
    ++frequency_[static_cast<std::size_t>(category)];
    const float* scores = given + group_.begin;
    const auto [least, most] = std::minmax_element(scores, scores + group_.count);
    const bool is_right = *least < *most && std::max_element(scores, scores + group_.count) - scores == category;
    right_ += is_right;
    return is_right;
  }
  /// The category that the sample has; the first one stands for a text's end.
  bool is_first(const float* original) const { return original[group_.begin] > 0.5f; }

  std::uint64_t count() const {
    std::uint64_t sum = 0;
    for (const std::uint64_t frequency : frequency_) sum += frequency;
    return sum;
  }
  std::uint64_t right() const { return right_; }
  std::uint64_t most_frequent() const { return *std::max_element(frequency_.begin(), frequency_.end()); }

 private:
  CategoryGroup group_;
  std::vector<std::uint64_t> frequency_;
  std::uint64_t right_ = 0;
};

/// Figures of several groups together.
CategoryFigures figures_of(std::string name, std::span<const CategoryCounts> groups) {
  CategoryFigures figures{std::move(name)};
  std::uint64_t right = 0, most_frequent = 0;
  for (const CategoryCounts& group : groups) {
    figures.count += group.count();
    right += group.right();
    most_frequent += group.most_frequent();
  }
  if (figures.count == 0) return figures;
  figures.right = static_cast<double>(right) / static_cast<double>(figures.count);
  figures.most_frequent = static_cast<double>(most_frequent) / static_cast<double>(figures.count);
  return figures;
}

std::vector<CategoryCounts> counts_of(std::span<const CategoryGroup> groups) { return {groups.begin(), groups.end()}; }

SampleFigures signal_figures(const DataDescription& description, const Shape& shape, const Samples& original,
                             const Samples& given) {
  const auto channels = static_cast<std::size_t>(shape.channels), features = static_cast<std::size_t>(shape.features());
  std::vector<NumberSums> sums(channels);
  for (std::size_t i = 0; i < original.values.size(); ++i) {
    const std::size_t feature = i % features;
    sums[feature % channels].add(static_cast<double>(description.scaling.number(original.values[i], feature)),
                                 static_cast<double>(description.scaling.number(given.values[i], feature)));
  }
  SampleFigures figures;
  double spread = 0, squared_error = 0;
  for (std::size_t c = 0; c < channels; ++c) {
    const bool is_named = c < description.columns.size();
    figures.numbers.push_back(sums[c].figures(is_named ? description.columns[c].name : std::to_string(c + 1),
                                              is_named ? description.columns[c].unit : ""));
    spread += sums[c].spread();
    squared_error += sums[c].squared_error();
  }
  if (spread > 0) figures.signal_to_noise_db = psnr_db(squared_error / spread);
  return figures;
}

SampleFigures table_figures(const DataDescription& description, const Shape& shape, const Samples& original,
                            const Samples& given) {
  std::vector<CategoryCounts> counts = counts_of(category_groups(description, shape));
  std::vector<NumberSums> sums(description.columns.size());
  std::uint32_t wholly_right = 0;
  for (std::uint32_t n = 0; n < original.count; ++n) {
    const float *from = original.sample(n), *to = given.sample(n);
    std::size_t feature = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      if (description.columns[i].width() == 1)
        sums[i].add(static_cast<double>(description.scaling.number(from[feature], feature)),
                    static_cast<double>(description.scaling.number(to[feature], feature)));
      feature += static_cast<std::size_t>(description.columns[i].width());
    }
    bool all_right = true;
    for (CategoryCounts& group : counts) all_right &= group.add(from, to).value_or(true);
    wholly_right += all_right;
  }
  SampleFigures figures;
  std::size_t group = 0;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const Column& column = description.columns[i];
    if (column.width() > 1) figures.categories.push_back(figures_of(column.name, {&counts[group++], 1}));
    else if (column.categories.empty()) figures.numbers.push_back(sums[i].figures(column.name, column.unit));
  }
  if (!counts.empty()) figures.wholly_right = static_cast<double>(wholly_right) / original.count;
  return figures;
}

SampleFigures text_figures(const DataDescription& description, const Shape& shape, const Samples& original,
                           const Samples& given) {
  const std::vector<CategoryGroup> groups = category_groups(description, shape);
  std::vector<CategoryCounts> places = counts_of(groups), symbols = counts_of(groups);
  std::uint32_t wholly_right = 0;
  for (std::uint32_t n = 0; n < original.count; ++n) {
    bool has_ended = false, all_right = true;
    for (std::size_t place = 0; place < groups.size(); ++place) {
      const std::optional<bool> is_right = places[place].add(original.sample(n), given.sample(n));
      if (has_ended) continue;
      symbols[place].add(original.sample(n), given.sample(n));
      all_right &= is_right.value_or(true);
      has_ended = symbols[place].is_first(original.sample(n));
    }
    wholly_right += all_right;
  }
  SampleFigures figures;
  // A place that no text reaches has no most frequent symbol among the texts' own.
  std::erase_if(symbols, [](const CategoryCounts& place) { return place.count() == 0; });
  figures.symbols = figures_of("symbols", symbols);
  figures.places = figures_of("places", places);
  figures.wholly_right = static_cast<double>(wholly_right) / original.count;
  return figures;
}

double number_loss(ReconstructionLoss loss, double delta, double given, double original) {
  const double error = std::abs(given - original);
  switch (loss) {
    case ReconstructionLoss::kMse: return error * error;
    case ReconstructionLoss::kBce: return binary_cross_entropy(given, original);
    case ReconstructionLoss::kHuber: return error <= delta ? error * error / 2 : delta * (error - delta / 2);
  }
  return 0;
}

}  // namespace

SampleFigures sample_figures(const DataDescription& description, const Shape& shape, const Samples& original,
                             const Samples& given) {
  switch (description.kind) {
    case DataKind::kImage: return {};
    case DataKind::kSignal: return signal_figures(description, shape, original, given);
    case DataKind::kTable: return table_figures(description, shape, original, given);
    case DataKind::kText: return text_figures(description, shape, original, given);
  }
  return {};
}

LossParts loss_parts(ReconstructionLoss loss, double huber_delta, std::span<const CategoryGroup> groups,
                     const Samples& original, const Samples& given) {
  std::vector<bool> is_category(static_cast<std::size_t>(original.features));
  for (const CategoryGroup& group : groups) std::fill_n(is_category.begin() + group.begin, group.count, true);
  LossParts parts;
  for (std::size_t i = 0; i < original.values.size(); ++i) {
    const auto target = static_cast<double>(original.values[i]), value = static_cast<double>(given.values[i]);
    if (std::isnan(target)) continue;
    // The least probability that a float holds.
    if (is_category[i % is_category.size()]) parts.categories -= target * std::log(std::max(value, 1e-38));
    else parts.numbers += number_loss(loss, huber_delta, value, target);
  }
  parts.numbers /= original.count;
  parts.categories /= original.count;
  return parts;
}

}  // namespace hourglass
