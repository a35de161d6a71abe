// The logistic probe: how much of the labels a linear reader finds in codes.
//
// G. Alain and Y. Bengio 2016, "Understanding intermediate layers using linear classifier probes".
#pragma once

#include <vector>

#include "analysis/samples.h"
#include "core/compute.h"
#include "core/error.h"

namespace hourglass {

struct ProbeOptions {
  /// Half of this times the squared weights is added to the mean cross-entropy (nats). With several, each is tried on
  /// the first five sixths of the training samples, judged by the last sixth, and the best one fits all of them.
  std::vector<double> decays = {1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2};
  int iterations = 300;  ///< of L-BFGS, at most
};

struct ProbeResult {
  double training_error = 0, held_out_error = 0;  ///< shares of samples read wrongly, 0 .. 1
  double decay = 0;                               ///< the one that was taken
  int iterations = 0;                             ///< of the last fit
};

/// Fits softmax(W x + b) to the training labels by L-BFGS and reads the held-out samples with it. Features are
/// standardised by the training samples' statistics. Deterministic; portable arithmetic where `compute` is. Refuses
/// samples without labels (data-no-labels).
Result<ProbeResult> logistic_probe(Samples training, Samples held_out, const ProbeOptions& options,
                                   const Compute& compute);

}  // namespace hourglass
