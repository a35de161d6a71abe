// How well a score separates two kinds of samples, over all thresholds.
//
// T. Fawcett 2006, "An introduction to ROC analysis", algorithms 1 and 2.
#pragma once

#include <span>
#include <vector>

namespace hourglass {

/// One threshold: shares of both kinds whose score lies at or above it.
struct RocPoint {
  double false_positive_rate = 0, true_positive_rate = 0;
};

/// From (0, 0) to (1, 1), one point per distinct score, the highest threshold first. `negatives` should score low,
/// `positives` high; neither is empty, no score is NaN.
std::vector<RocPoint> roc_curve(std::span<const double> negatives, std::span<const double> positives);

/// The area under that curve: the chance that a positive scores higher than a negative, ties counted half (Mann and
/// Whitney's U over the number of pairs). 0.5 is guessing.
double area_under_roc(std::span<const double> negatives, std::span<const double> positives);

}  // namespace hourglass
