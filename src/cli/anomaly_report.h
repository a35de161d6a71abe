// What `hourglass anomaly` prints and writes.
#pragma once

#include <string>
#include <vector>

#include "analysis/anomaly.h"
#include "cli/output.h"
#include "core/error.h"
#include "data/description.h"

namespace hourglass {

/// The detectors of one question, on the held-out samples.
struct AnomalyResult {
  AnomalyLabels labels;
  std::vector<int> sample_labels;
  DataDescription description;
  /// The model's scores first, then PCA, nearest neighbours and the isolation forest.
  std::vector<DetectorScores> detectors;
  ThresholdRule rule;
  std::size_t model_scores = 0;  ///< how many of the detectors are the model's
  std::size_t chosen = 0;        ///< the one of them that stands for the model
  int pca_rank = 0;
  std::vector<double> pca_auc_by_rank;
};

/// The table of all detectors with their figures. Returns the exit code.
int report_one(const Output& output, const AnomalyResult& result);
/// Areas under the ROC curve, a row for each result, whose `labels` name one normal class. PCA's rank is that of the
/// best mean. Returns the exit code.
int report_classes(const Output& output, const std::vector<AnomalyResult>& results);

/// CSV with a line per sample: its number from 1 on, its label, and each detector's score.
Status save_scores(const std::string& path, const AnomalyResult& result);
/// CSV with a line per detector and threshold: false and true positive rate (the latter is recall) and precision.
Status save_curves(const std::string& path, const AnomalyResult& result);

}  // namespace hourglass
