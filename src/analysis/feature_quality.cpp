#include "analysis/feature_quality.h"

#include <algorithm>
#include <map>

#include "analysis/labelled_subset.h"
#include "analysis/neighbours.h"
#include "analysis/probe.h"

namespace hourglass {
namespace {

/// Labels up to which each sixth of them judges in turn, and samples that take part in a choice at most.
constexpr std::uint32_t kFewLabels = 2000, kMostForChoice = 12000;

LabelReading reading_of(std::vector<int> predicted, const std::vector<int>& labels) {
  std::uint64_t right = 0;
  for (std::size_t n = 0; n < labels.size(); ++n) right += predicted[n] == labels[n];
  return {static_cast<double>(right) / static_cast<double>(labels.size()), wilson_interval(right, labels.size()),
          std::move(predicted)};
}

ProbeOptions probe_options(std::uint32_t labels) {
  ProbeOptions options;
  options.decays = {1e-5, 1e-4, 1e-3, 1e-2, 1e-1};
  options.most_for_choice = kMostForChoice;
  if (labels <= kFewLabels) options.judging_sixths = 6;
  return options;
}

/// Numbers of labels per class that the largest class has, ascending, and 0 for all.
std::vector<std::uint32_t> points_of(std::vector<std::uint32_t> per_class, const std::vector<int>& labels) {
  std::map<int, std::uint32_t> counts;
  std::uint32_t most = 0;
  for (int label : labels) {
    if (label != kNoLabel) most = std::max(most, ++counts[label]);
  }
  std::erase_if(per_class, [&](std::uint32_t count) { return count == 0 || count >= most; });
  std::sort(per_class.begin(), per_class.end());
  per_class.erase(std::unique(per_class.begin(), per_class.end()), per_class.end());
  if (most > 0) per_class.push_back(0);
  return per_class;
}

}  // namespace

Result<std::vector<LabelledPoint>> feature_quality(const Samples& training, const Samples& held_out,
                                                   const FeatureQualityOptions& options, const Compute& compute) {
  const std::vector<std::uint32_t> per_class = points_of(options.labels_per_class, training.labels);
  const bool judged = std::find(held_out.labels.begin(), held_out.labels.end(), kNoLabel) == held_out.labels.end();
  if (per_class.empty() || !judged || held_out.labels.empty())
    return Error{"data-no-labels", "features", "", "samples with labels", "samples without"};
  std::vector<LabelledPoint> curve;
  for (std::uint32_t count : per_class) {
    Samples drawn = pick_samples(training, labelled_subset(training.labels, count, options.seed));
    LabelledPoint point{count, drawn.count, {}, {}};
    point.neighbours =
        reading_of(classify_by_neighbours(drawn, held_out, options.neighbours, compute), held_out.labels);
    auto probe = logistic_probe(std::move(drawn), held_out, probe_options(point.labels), compute);
    if (!probe) return probe.error();
    point.linear = reading_of(std::move(probe->predicted), held_out.labels);
    curve.push_back(std::move(point));
  }
  return curve;
}

}  // namespace hourglass
