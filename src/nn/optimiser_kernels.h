// What each variant compiles of the optimisers; only optimiser.cpp and optimiser.kernel.cpp include this.
#pragma once

#include <cstddef>

#include "nn/optimiser.h"

namespace hourglass {

struct OptimiserKernels {
  /// `first` and `second` are the states of these parameters; rows with one state leave `second` alone.
  void (*update)(const UpdateStep&, std::ptrdiff_t size, const Real* gradients, Real* parameters, Real* first,
                 Real* second);
};

}  // namespace hourglass
