// How alike images are.
#pragma once

#include <span>

#include "core/shape.h"

namespace hourglass {

/// Sum of the squared differences of two arrays of one size, in double.
double squared_error(std::span<const float> a, std::span<const float> b);

/// Peak signal-to-noise ratio of pixels in [0, 1]: 10 log10(1 / mse), in dB. At most kMostPsnrDb, which stands for
/// equal images too: their ratio is infinite, and JSON has no number for that.
double psnr_db(double mse_per_pixel);
inline constexpr double kMostPsnrDb = 100;

/// Structural similarity of two images with values in [0, 1]: mean over all 7 x 7 windows and channels, uniform
/// weights, sample covariance, K1 = 0.01, K2 = 0.03 (Wang, Bovik, Sheikh, Simoncelli 2004). 1 for equal images.
/// Images smaller than a window use one window of their own size.
double structural_similarity(Shape shape, const float* a, const float* b);

}  // namespace hourglass
