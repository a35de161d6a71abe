// What each variant compiles of the optimisers; only optimiser.cpp, kept_gradients.cpp and
// optimiser.kernel.cpp include this.
#pragma once

#include <cstddef>

#include "nn/optimiser.h"

namespace hourglass {

/// The numbers of one step, the same for all parameters.
struct SgdStep {
  Real learning_rate, momentum;
};
struct AdamStep {
  Real step_size;          ///< learning rate over the first moment's bias correction
  Real inverse_root_bias;  ///< 1 over the square root of the second moment's bias correction
};

struct OptimiserKernels {
  void (*sgd)(const SgdStep&, std::ptrdiff_t size, const Real* gradients, Real* parameters, Real* velocity);
  void (*adam)(const AdamStep&, std::ptrdiff_t size, const Real* gradients, Real* parameters, Real* m, Real* v);
  Real (*sum_of_squares)(std::ptrdiff_t size, const Real* values);
};

}  // namespace hourglass
