// What each variant compiles of the losses; only loss.cpp and loss.kernel.cpp include this.
#pragma once

#include <cstddef>

#include "nn/loss.h"

namespace hourglass {

struct LossKernels {
  /// One sample's features, none of a group; returns their loss.
  Real (*numbers)(ReconstructionLoss kind, Real huber_delta, std::ptrdiff_t features, const Real* output,
                  const Real* target, Real scale, Real* d_output);
  /// One group of one sample.
  Real (*group)(std::ptrdiff_t categories, const Real* output, const Real* target, Real scale, Real* d_output);
  void (*probabilities)(std::ptrdiff_t categories, Real* values);
};

}  // namespace hourglass
