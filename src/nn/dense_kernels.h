// What each variant compiles of the dense layer; only dense.cpp and dense.kernel.cpp include this.
#pragma once

#include <cstddef>

#include "core/real.h"

namespace hourglass {

struct DenseKernels {
  /// d_bias[j] = sum over n of d_y[n * outputs + j], for j in [begin, end).
  void (*bias_gradient)(int batch, std::ptrdiff_t outputs, std::ptrdiff_t begin, std::ptrdiff_t end, const Real* d_y,
                        Real* d_bias);
};

}  // namespace hourglass
