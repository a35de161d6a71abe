// What each variant compiles of the losses; only loss.cpp and loss.kernel.cpp include this.
#pragma once

#include <cstddef>

#include "nn/loss.h"

namespace hourglass {

struct LossKernels {
  /// One sample; returns its loss.
  Real (*sample)(ReconstructionLoss kind, Real huber_delta, std::ptrdiff_t features, const Real* output,
                 const Real* target, Real scale, Real* d_output);
};

}  // namespace hourglass
