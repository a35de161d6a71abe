// One gradient checker for every part: central differences in double against the analytic gradient.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "core/random.h"
#include "core/real.h"

namespace hourglass {

/// Below this a gradient counts as right.
inline constexpr double kGradientTolerance = 1e-6;

/// (f(x + step) - f(x - step)) / (2 step); the value is put back.
inline double central_difference(const std::function<double()>& f, Real& x, double step) {
  const Real original = x;
  x = original + step;
  const double above = f();
  x = original - step;
  const double below = f();
  x = original;
  return (above - below) / (2 * step);
}

/// Largest relative error |analytic - numeric| / max(1, |analytic|, |numeric|) over all values of `at`.
/// Where the loss bends too much for a plain difference, its error of second order is taken out (Richardson).
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
