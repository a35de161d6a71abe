// One gradient checker for every part: central differences in double against the analytic gradient.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "core/random.h"
#include "core/real.h"

namespace hourglass {

/// Largest relative error |analytic - numeric| / max(1, |analytic|, |numeric|) over all values of `at`.
/// `f` is evaluated with one value moved by +-h at a time; the values are put back.
inline double gradient_error(const std::function<double()>& f, Real* at, std::size_t size,
                             const std::vector<Real>& analytic) {
  constexpr double kStep = 1e-5;
  double worst = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const Real kept = at[i];
    at[i] = kept + kStep;
    const double above = f();
    at[i] = kept - kStep;
    const double below = f();
    at[i] = kept;
    const double numeric = (above - below) / (2 * kStep);
    const double scale = std::max({1.0, std::abs(numeric), std::abs(analytic[i])});
    worst = std::max(worst, std::abs(numeric - analytic[i]) / scale);
  }
  return worst;
}

/// Below this a gradient counts as right.
inline constexpr double kGradientTolerance = 1e-6;

inline void fill_uniform(Random& random, Real* values, std::size_t size, float low, float high) {
  for (std::size_t i = 0; i < size; ++i) values[i] = random.uniform(low, high);
}

}  // namespace hourglass
