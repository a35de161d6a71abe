#include "analysis/wilson_interval.h"

#include <algorithm>
#include <cmath>

namespace hourglass {

Interval wilson_interval(std::uint64_t hits, std::uint64_t count) {
  if (count == 0) return {};
  constexpr double kQuantile = 1.959963984540054;  // of the standard normal distribution, at 0.975
  const double n = static_cast<double>(count), p = static_cast<double>(hits) / n, z2 = kQuantile * kQuantile;
  const double centre = p + z2 / (2 * n), reach = kQuantile * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  return {std::max(0.0, (centre - reach) / (1 + z2 / n)), std::min(1.0, (centre + reach) / (1 + z2 / n))};
}

}  // namespace hourglass
