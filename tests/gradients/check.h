// The gradient checker: compares an analytic gradient to central differences in double.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "core/random.h"
#include "core/real.h"

namespace hourglass {

/// Largest error of a gradient that counts as correct.
inline constexpr double kGradientTolerance = 1e-6;

/// (f(x + step) - f(x - step)) / (2 step). Restores x.
inline double central_difference(const std::function<double()>& f, Real& x, double step) {
  const Real original = x;
  x = original + step;
  const double above = f();
  x = original - step;
  const double below = f();
  x = original;
  return (above - below) / (2 * step);
}

/// Largest relative error |analytic - numeric| / max(1, |analytic|, |numeric|) over all values of `at`. If a plain
/// difference is not close enough, removes its error of second order (Richardson extrapolation).
inline double gradient_error(const std::function<double()>& f, Real* at, std::size_t size,
                             const std::vector<Real>& analytic) {
  constexpr double kStep = 1e-5;
  double worst = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const auto error = [&](double numeric) {
      return std::abs(numeric - analytic[i]) / std::max({1.0, std::abs(numeric), std::abs(analytic[i])});
    };
    const double coarse = central_difference(f, at[i], kStep);
    double least = error(coarse);
    if (least >= kGradientTolerance) least = error((16 * central_difference(f, at[i], kStep / 4) - coarse) / 15);
    worst = std::max(worst, least);
  }
  return worst;
}

inline void fill_uniform(Random& random, Real* values, std::size_t size, float low, float high) {
  for (std::size_t i = 0; i < size; ++i) values[i] = random.uniform(low, high);
}

}  // namespace hourglass
