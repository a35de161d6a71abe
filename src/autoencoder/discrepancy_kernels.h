// What each variant compiles of the discrepancy; only discrepancy_penalty.cpp and discrepancy.kernel.cpp include this.
#pragma once

#include <cstddef>

#include "core/real.h"

namespace hourglass {

/// The number of scales of the kernel, which is also k(x, x).
inline constexpr int kDiscrepancyScales = 7;

struct DiscrepancyKernels {
  /// The sum over n of k(x, y_n); y is `latent` rows of `batch` values. Where `d_x` is not null, `factor` times the
  /// sum's gradient by x is added to it. `scratch` holds `batch` values.
  Real (*sum)(std::ptrdiff_t latent, std::ptrdiff_t batch, const Real* x, const Real* y, Real factor, Real* scratch,
              Real* d_x);
};

}  // namespace hourglass
