// The logistic probe: how well a linear classifier predicts labels from codes.
//
// G. Alain and Y. Bengio 2016, "Understanding intermediate layers using linear classifier probes".
#pragma once

#include <vector>

#include "analysis/samples.h"
#include "core/compute.h"
#include "core/error.h"

namespace hourglass {

/// How features are scaled before the fit; weight decay weighs less on features of larger scale.
enum class FeatureScale {
  kOwn,    ///< each by its own deviation: all features count alike, whatever their units
  kCommon  ///< all by one number: features that hardly vary count for little
};

struct ProbeOptions {
  /// Half of this times the squared weights is added to the mean cross-entropy (nats). Each of these with each of the
  /// scales is tried on the first five sixths of the training samples and judged by the last sixth; the best fits all.
  std::vector<double> decays = {1e-5, 1e-4, 1e-3, 3e-3, 1e-2};
  std::vector<FeatureScale> scales = {FeatureScale::kOwn, FeatureScale::kCommon};
  int iterations = 300;  ///< of L-BFGS, at most
  /// Sixths of the training samples that judge one after the other, the last one first; the errors are added. More than
  /// one, up to six, for few samples.
  int judging_sixths = 1;
  /// Training samples that take part in the choice, the first ones; 0: all.
  std::uint32_t most_for_choice = 0;
};

struct ProbeResult {
  double training_error = 0, held_out_error = 0;  ///< shares of samples classified wrongly, 0 .. 1
  double decay = 0;                               ///< the one that was chosen
  FeatureScale scale = FeatureScale::kOwn;        ///< likewise
  int iterations = 0;                             ///< of the last fit
  std::vector<int> predicted;                     ///< the label that was read for each held-out sample
};

/// Fits softmax(W x + b) to the training labels by L-BFGS and classifies the held-out samples. Features are
/// centred and scaled by the training samples' statistics. Deterministic; portable arithmetic where `compute` is.
/// Refuses samples without labels (data-no-labels).
Result<ProbeResult> logistic_probe(Samples training, Samples held_out, const ProbeOptions& options,
                                   const Compute& compute);

}  // namespace hourglass
