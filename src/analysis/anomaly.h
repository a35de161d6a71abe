// Anomaly detectors side by side: a model's scores, and those of methods that learn no network.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/precision_recall.h"
#include "analysis/samples.h"

namespace hourglass {

/// Which labels are anomalies.
struct AnomalyLabels {
  int normal = kNoLabel;       ///< the only normal label; kNoLabel: all labels but `anomalies` are normal
  std::vector<int> anomalies;  ///< read where `normal` is kNoLabel

  bool is_anomaly(int label) const;
};

/// Scores of labelled samples.
struct LabelledScores {
  std::vector<double> normal, anomalous;

  bool has_both() const { return !normal.empty() && !anomalous.empty(); }
};
/// Leaves out samples without a label.
LabelledScores scores_by_label(std::span<const double> scores, std::span<const int> labels, const AnomalyLabels& which);

/// Scores of one method, higher for the less normal.
struct DetectorScores {
  std::string_view id;         ///< in files and JSON
  std::string_view title;      ///< for people
  std::vector<double> scores;  ///< of the samples to be judged
  std::vector<double> normal;  ///< of the samples that it learned from; empty unless asked for
};

struct DetectorOptions {
  bool scores_normal = false;  ///< whether to score the samples that the methods learn from too
  int neighbours = 5;
  std::uint64_t seed = 1;  ///< of the isolation forest
};

/// The distance to the neighbours, and the isolation forest (whose options are the paper's). No value is missing.
std::vector<DetectorScores> model_free_detectors(const Samples& normal, const Samples& samples,
                                                 const DetectorOptions& options, const Compute& compute);

/// PCA's reconstruction error at the rank from 1 on whose area under the ROC curve is the largest: that favours PCA,
/// for the rank is chosen with the labels of the judged samples.
struct PrincipalDetector {
  DetectorScores scores;
  int rank = 0;
  std::vector<double> auc_by_rank;  ///< at ranks 0 .. most
};
/// Some sample is normal and some is an anomaly; `most` is at least 1 and at most the number of features.
PrincipalDetector principal_detector(const Samples& normal, const Samples& samples, const AnomalyLabels& which,
                                     int most, const DetectorOptions& options, const Compute& compute);

/// Where the line between normal and anomalous is drawn.
struct ThresholdRule {
  enum class Kind {
    kContamination,  ///< `share` of the judged samples, those that score highest, are flagged
    kQuantile,       ///< `share` of the samples that a method learned from score lower
  };
  Kind kind = Kind::kContamination;
  double share = 0.1;
};
/// Samples at or above the threshold are flagged, so that equal scores may flag more than the share; at least one is.
double threshold_of(const ThresholdRule& rule, const DetectorScores& scores);

}  // namespace hourglass
