// Anomalies by reconstruction: what a model of normal images reconstructs badly is not normal.
#pragma once

#include <span>
#include <vector>

#include "analysis/sample_inference.h"
#include "analysis/samples.h"

namespace hourglass {

/// Squared error of each image against its reconstruction, summed over pixels.
std::vector<double> reconstruction_scores(ModelRunner& runner, const Samples& images);

/// Area under the ROC curve of `scores` as signs that a sample does not belong to `normal_class`: 1 where every other
/// sample scores higher than every normal one. At least one sample of each kind is needed.
double anomaly_auc(std::span<const double> scores, std::span<const int> labels, int normal_class);

/// The same for PCA fitted to `normal`, by reconstruction error at ranks 0 .. most: most + 1 values.
std::vector<double> principal_anomaly_auc(const Samples& normal, const Samples& images, int normal_class, int most,
                                          const Compute& compute);

}  // namespace hourglass
