// How alike two images are.
#pragma once

#include "core/shape.h"

namespace hourglass {

/// Structural similarity of two images with values in [0, 1]: mean over all 7 x 7 windows and channels, uniform
/// weights, sample covariance, K1 = 0.01, K2 = 0.03 (Wang, Bovik, Sheikh, Simoncelli 2004). 1 for equal images.
/// Images smaller than a window use one window of their own size.
double structural_similarity(Shape shape, const float* a, const float* b);

}  // namespace hourglass
