#include "analysis/paths.h"

#include <algorithm>
#include <cmath>

#include "core/assert.h"
#include "core/math.h"

namespace hourglass {
namespace {

double dot(std::span<const float> a, std::span<const float> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
  return sum;
}

std::vector<float> weighted(std::span<const float> a, double of_a, std::span<const float> b, double of_b) {
  std::vector<float> sum(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) sum[i] = static_cast<float>(of_a * a[i] + of_b * b[i]);
  return sum;
}

}  // namespace

std::vector<float> straight(std::span<const float> a, std::span<const float> b, float t) {
  HG_ASSERT(a.size() == b.size(), "codes of two sizes");
  return weighted(a, 1.0 - static_cast<double>(t), b, t);
}

std::vector<float> spherical(std::span<const float> a, std::span<const float> b, float t) {
  HG_ASSERT(a.size() == b.size(), "codes of two sizes");
  const double length_a = std::sqrt(dot(a, a)), length_b = std::sqrt(dot(b, b));
  // Rounding would show at the ends.
  if (t <= 0 || t >= 1 || length_a < 1e-12 || length_b < 1e-12) return straight(a, b, t);
  const double cosine = std::clamp(dot(a, b) / (length_a * length_b), -1.0, 1.0);
  if (std::fabs(cosine) > 0.99999) return straight(a, b, t);
  const float angle = static_cast<float>(std::acos(cosine));
  const double sine = math::sin(angle),
               length = (1.0 - static_cast<double>(t)) * length_a + static_cast<double>(t) * length_b;
  return weighted(a, length * static_cast<double>(math::sin((1 - t) * angle)) / (sine * length_a), b,
                  length * static_cast<double>(math::sin(t * angle)) / (sine * length_b));
}

}  // namespace hourglass
