// What each variant compiles of the Gaussian neck; only gaussian_bottleneck.cpp and gaussian.kernel.cpp include this.
#pragma once

#include <cstddef>

#include "core/real.h"

namespace hourglass {

/// Each function works on one sample of Z = `latent` coordinates.
struct GaussianKernels {
  void (*sample)(std::ptrdiff_t latent, const Real* mean, const Real* log_variance, const Real* noise, Real* code);
  Real (*divergence)(std::ptrdiff_t latent, const Real* mean, const Real* log_variance);
  /// `weight` multiplies the gradient of the divergence.
  void (*gradient)(std::ptrdiff_t latent, const Real* mean, const Real* log_variance, const Real* noise,
                   const Real* d_code, Real weight, Real* d_mean, Real* d_log_variance);
};

}  // namespace hourglass
