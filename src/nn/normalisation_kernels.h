// What each variant compiles of the normalisations; only their layers and normalisation.kernel.cpp include this.
#pragma once

#include <cstddef>

#include "core/real.h"

namespace hourglass {

/// Added to every variance, as in PyTorch, so that a constant channel is not divided by 0.
inline constexpr double kNormalisationEpsilon = 1e-5;

/// `rows` vectors of `channels` neighbouring values. `mean`, `inverse` (of the deviation) and the sums have one value
/// per channel; xhat = (x - mean) inverse.
struct NormalisationKernels {
  // Batch and group normalisation: statistics of each channel over the rows, which are added in order.
  /// sums[c] = sum of (x - mean)^2.
  void (*squares)(std::ptrdiff_t rows, int channels, const Real* x, const Real* mean, Real* sums);
  /// y = weight xhat + bias.
  void (*scale)(std::ptrdiff_t rows, int channels, const Real* x, const Real* mean, const Real* inverse,
                const Real* weight, const Real* bias, Real* y);
  /// d_weight[c] = sum of d_y xhat; d_bias[c] = sum of d_y.
  void (*sums)(std::ptrdiff_t rows, int channels, const Real* x, const Real* mean, const Real* inverse, const Real* d_y,
               Real* d_weight, Real* d_bias);
  /// d_x = weight inverse (d_y - mean_d_y - xhat mean_d_y_xhat).
  void (*input_gradient)(std::ptrdiff_t rows, int channels, const Real* x, const Real* mean, const Real* inverse,
                         const Real* weight, const Real* mean_d_y, const Real* mean_d_y_xhat, const Real* d_y,
                         Real* d_x);

  // Layer normalisation: statistics of each row over its channels; moments[2 r] is its mean, moments[2 r + 1] the
  // inverse of its deviation.
  void (*layer_forward)(std::ptrdiff_t rows, int channels, const Real* x, const Real* weight, const Real* bias,
                        Real* moments, Real* y);
  void (*layer_sums)(std::ptrdiff_t rows, int channels, const Real* x, const Real* moments, const Real* d_y,
                     Real* d_weight, Real* d_bias);
  void (*layer_input_gradient)(std::ptrdiff_t rows, int channels, const Real* x, const Real* weight,
                               const Real* moments, const Real* d_y, Real* d_x);
};

}  // namespace hourglass
