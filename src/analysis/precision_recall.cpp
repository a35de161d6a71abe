#include "analysis/precision_recall.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>

namespace hourglass {
namespace {

std::vector<double> descending(std::span<const double> scores) {
  std::vector<double> sorted(scores.begin(), scores.end());
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  return sorted;
}

double share_of(std::size_t part, std::size_t all) {
  return all > 0 ? static_cast<double>(part) / static_cast<double>(all) : 0;
}

}  // namespace

std::vector<PrecisionRecallPoint> precision_recall_curve(std::span<const double> negatives,
                                                         std::span<const double> positives) {
  const std::vector<double> low = descending(negatives), high = descending(positives);
  std::vector<PrecisionRecallPoint> curve;
  std::size_t false_positives = 0, true_positives = 0;
  while (false_positives < low.size() || true_positives < high.size()) {
    const bool takes_high =
        true_positives < high.size() && (false_positives == low.size() || high[true_positives] >= low[false_positives]);
    const double threshold = takes_high ? high[true_positives] : low[false_positives];
    while (true_positives < high.size() && high[true_positives] == threshold) ++true_positives;
    while (false_positives < low.size() && low[false_positives] == threshold) ++false_positives;
    curve.push_back(
        {threshold, share_of(true_positives, true_positives + false_positives), share_of(true_positives, high.size())});
  }
  return curve;
}

double average_precision(std::span<const double> negatives, std::span<const double> positives) {
  double area = 0, recall = 0;
  for (const PrecisionRecallPoint& point : precision_recall_curve(negatives, positives)) {
    area += point.precision * (point.recall - recall);
    recall = point.recall;
  }
  return area;
}

ThresholdFigures figures_at(double threshold, std::span<const double> negatives, std::span<const double> positives) {
  const auto flagged = [&](std::span<const double> scores) {
    return static_cast<std::size_t>(
        std::count_if(scores.begin(), scores.end(), [&](double score) { return score >= threshold; }));
  };
  const std::size_t wrong = flagged(negatives), right = flagged(positives);
  ThresholdFigures figures{threshold, share_of(right, right + wrong), share_of(right, positives.size()), 0};
  const double sum = figures.precision + figures.recall;
  if (sum > 0) figures.f1 = 2 * figures.precision * figures.recall / sum;
  return figures;
}

double quantile(std::vector<double> scores, double share) {
  std::sort(scores.begin(), scores.end());
  const double at = share * static_cast<double>(scores.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(at));
  const auto above = std::min(below + 1, scores.size() - 1);
  const double part = at - std::floor(at);
  return part > 0 ? scores[below] + part * (scores[above] - scores[below]) : scores[below];
}

}  // namespace hourglass
