// What each variant compiles of the activations; only activation.cpp and activation.kernel.cpp include this.
#pragma once

#include <cstddef>

#include "nn/activation.h"

namespace hourglass {

/// See activation_forward and activation_backward_in_task.
struct ActivationKernels {
  void (*forward)(Activation kind, std::ptrdiff_t size, const Real* input, Real* output);
  void (*backward)(Activation kind, std::ptrdiff_t size, const Real* input, const Real* output, Real* d);
};

}  // namespace hourglass
