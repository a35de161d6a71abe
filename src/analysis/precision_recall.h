// How well a score finds the positives among many negatives: at one threshold, and over all of them.
//
// J. Davis, M. Goadrich 2006, "The relationship between precision-recall and ROC curves". Unlike the area under the ROC
// curve, average precision depends on the share of positives: guessing gives that share.
#pragma once

#include <span>
#include <vector>

namespace hourglass {

/// One threshold: the share of positives among the samples whose score lies at or above it, and the share of the
/// positives that do.
struct PrecisionRecallPoint {
  double threshold = 0, precision = 0, recall = 0;
};

/// One point per distinct score, the highest threshold first. `negatives` should score low, `positives` high; neither
/// is empty, no score is NaN.
std::vector<PrecisionRecallPoint> precision_recall_curve(std::span<const double> negatives,
                                                         std::span<const double> positives);

/// Sum over that curve of precision * (recall - recall of the point before), without interpolation. Equal scores share
/// one threshold.
double average_precision(std::span<const double> negatives, std::span<const double> positives);

/// The figures of one threshold; f1 is the harmonic mean of precision and recall. Precision is 0 where no sample is
/// flagged.
struct ThresholdFigures {
  double threshold = 0, precision = 0, recall = 0, f1 = 0;
};

/// Flags the samples whose score lies at or above `threshold`.
ThresholdFigures figures_at(double threshold, std::span<const double> negatives, std::span<const double> positives);

/// The value below which the share `share` (0 .. 1) of the scores lies, linear between two of them; at least one score.
double quantile(std::vector<double> scores, double share);

}  // namespace hourglass
