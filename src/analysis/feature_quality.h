// How well labels can be read from features, by few labels and by many: what unlabelled data buys.
//
// The features are codes, principal components or values as they are. Labelled subsets are drawn from the training
// samples by seed and labels alone, so that all features of the same data are read with the same labels.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/samples.h"
#include "analysis/wilson_interval.h"
#include "core/compute.h"
#include "core/error.h"

namespace hourglass {

struct FeatureQualityOptions {
  std::vector<std::uint32_t> labels_per_class = {10, 100, 1000};  ///< points of the curve beside the last, all labels
  int neighbours = 5;                                             ///< that vote
  std::uint64_t seed = 1;                                         ///< of the labelled subsets
};

/// One classifier's reading of the held-out samples.
struct LabelReading {
  double accuracy = 0;         ///< share that was read correctly, 0 .. 1
  Interval interval;           ///< of it, 95 %, over the held-out samples
  std::vector<int> predicted;  ///< for each held-out sample
};

/// One point of the curve.
struct LabelledPoint {
  std::uint32_t per_class = 0;  ///< labels per class, or fewer where a class has fewer; 0: all
  std::uint32_t labels = 0;     ///< in all
  LabelReading linear;          ///< logistic_probe
  LabelReading neighbours;      ///< classify_by_neighbours
};

/// Reads the held-out samples' labels with each number of labels, ascending, all labels last. Numbers that no class
/// reaches are left out. Weight decay and scaling of the linear probe are chosen within the labelled subset: up to
/// 2,000 labels by all sixths of it in turn, above that by the last sixth of its first 12,000 samples. Held-out samples
/// decide nothing. Refuses training or held-out samples without any label, and held-out samples that only partly have
/// one (data-no-labels).
Result<std::vector<LabelledPoint>> feature_quality(const Samples& training, const Samples& held_out,
                                                   const FeatureQualityOptions& options, const Compute& compute);

}  // namespace hourglass
