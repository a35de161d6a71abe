// What each variant compiles of the norms; only norms.cpp and norms.kernel.cpp include this.
#pragma once

#include <cstddef>

#include "core/real.h"

namespace hourglass {

struct NormKernels {
  Real (*sum_of_squares)(std::ptrdiff_t size, const Real* values);
  Real (*squared_distance)(std::ptrdiff_t size, const Real* a, const Real* b);
};

}  // namespace hourglass
