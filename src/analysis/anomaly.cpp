#include "analysis/anomaly.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "analysis/isolation_forest.h"
#include "analysis/neighbour_distance.h"
#include "analysis/pca.h"
#include "analysis/roc.h"

namespace hourglass {
namespace {

/// Element `rank` of each sample's errors.
std::vector<double> errors_at(const std::vector<double>& errors, std::size_t ranks, std::size_t rank) {
  std::vector<double> own;
  for (std::size_t at = rank; at < errors.size(); at += ranks) own.push_back(errors[at]);
  return own;
}

}  // namespace

bool AnomalyLabels::is_anomaly(int label) const {
  if (normal != kNoLabel) return label != normal;
  return std::find(anomalies.begin(), anomalies.end(), label) != anomalies.end();
}

LabelledScores scores_by_label(std::span<const double> scores, std::span<const int> labels,
                               const AnomalyLabels& which) {
  LabelledScores split;
  for (std::size_t n = 0; n < scores.size(); ++n) {
    if (labels[n] == kNoLabel) continue;
    (which.is_anomaly(labels[n]) ? split.anomalous : split.normal).push_back(scores[n]);
  }
  return split;
}

std::vector<DetectorScores> model_free_detectors(const Samples& normal, const Samples& samples,
                                                 const DetectorOptions& options, const Compute& compute) {
  DetectorScores neighbours{
      "neighbours", "nearest neighbours", neighbour_distances(normal, samples, options.neighbours, compute), {}};
  const IsolationForest trees(normal, {.seed = options.seed});
  DetectorScores forest{"isolation-forest", "isolation forest", trees.scores(samples), {}};
  if (options.scores_normal) {
    // The nearest neighbour of each of these samples is itself.
    neighbours.normal = neighbour_distances(normal, normal, options.neighbours + 1, compute);
    forest.normal = trees.scores(normal);
  }
  return {std::move(neighbours), std::move(forest)};
}

PrincipalDetector principal_detector(const Samples& normal, const Samples& samples, const AnomalyLabels& which,
                                     int most, const DetectorOptions& options, const Compute& compute) {
  const PrincipalComponents components = fit_principal_components(normal, most, compute);
  const std::vector<double> errors = errors_by_rank(components, samples, samples, compute);
  const std::size_t ranks = static_cast<std::size_t>(components.count) + 1;
  PrincipalDetector detector;
  for (std::size_t rank = 0; rank < ranks; ++rank) {
    const LabelledScores split = scores_by_label(errors_at(errors, ranks, rank), samples.labels, which);
    detector.auc_by_rank.push_back(area_under_roc(split.normal, split.anomalous));
  }
  const auto best = std::max_element(detector.auc_by_rank.begin() + 1, detector.auc_by_rank.end());
  detector.rank = static_cast<int>(best - detector.auc_by_rank.begin());
  const auto rank = static_cast<std::size_t>(detector.rank);
  detector.scores = {"pca", "PCA", errors_at(errors, ranks, rank), {}};
  if (options.scores_normal)
    detector.scores.normal = errors_at(errors_by_rank(components, normal, normal, compute), ranks, rank);
  return detector;
}

double threshold_of(const ThresholdRule& rule, const DetectorScores& scores) {
  if (rule.kind == ThresholdRule::Kind::kQuantile) return quantile(scores.normal, rule.share);
  std::vector<double> sorted = scores.scores;
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  const auto flagged = std::llround(rule.share * static_cast<double>(sorted.size()));
  return sorted[static_cast<std::size_t>(std::clamp<long long>(flagged, 1, std::ssize(sorted)) - 1)];
}

}  // namespace hourglass
