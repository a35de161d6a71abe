// What each variant compiles of the Gaussian neck; only gaussian_bottleneck.cpp and gaussian.kernel.cpp include this.
#pragma once

#include <cstddef>

#include "core/real.h"

namespace hourglass {

/// Z = `latent` coordinates of one sample, where not said otherwise.
struct GaussianKernels {
  void (*sample)(std::ptrdiff_t latent, const Real* mean, const Real* log_variance, const Real* noise, Real* code);
  Real (*divergence)(std::ptrdiff_t latent, const Real* mean, const Real* log_variance);
  /// The divergence of each coordinate, averaged over the batch; `encoded` as the bottleneck gets it.
  void (*mean_divergences)(std::ptrdiff_t latent, int batch, const Real* encoded, Real* means);
  /// `weights` multiply the gradient of each coordinate's divergence.
  void (*gradient)(std::ptrdiff_t latent, const Real* mean, const Real* log_variance, const Real* noise,
                   const Real* d_code, const Real* weights, Real* d_mean, Real* d_log_variance);
};

}  // namespace hourglass
