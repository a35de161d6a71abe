// What each variant compiles of the Gaussian bottleneck; only gaussian_bottleneck.cpp and gaussian.kernel.cpp include
// this.
#pragma once

#include <cstddef>

#include "core/real.h"

namespace hourglass {

/// Functions work on the Z = `latent` coordinates of one sample, unless they say otherwise.
struct GaussianKernels {
  void (*sample)(std::ptrdiff_t latent, const Real* mean, const Real* log_variance, const Real* noise, Real* code);
  Real (*divergence)(std::ptrdiff_t latent, const Real* mean, const Real* log_variance);
  /// The divergence of each coordinate, averaged over the batch; `encoded` is the encoder's output.
  void (*mean_divergences)(std::ptrdiff_t latent, int batch, const Real* encoded, Real* means);
  /// `weights` multiply the gradient of each coordinate's divergence.
  void (*gradient)(std::ptrdiff_t latent, const Real* mean, const Real* log_variance, const Real* noise,
                   const Real* d_code, const Real* weights, Real* d_mean, Real* d_log_variance);
};

}  // namespace hourglass
