#include "analysis/paths.h"

#include <algorithm>
#include <cmath>

#include "core/assert.h"
#include "core/eigen.h"
#include "core/math.h"

namespace hourglass {
namespace {

Eigen::VectorXd vector_of(std::span<const float> a) {
  return Eigen::Map<const Eigen::VectorXf>(a.data(), static_cast<Eigen::Index>(a.size())).cast<double>();
}

std::vector<float> weighted(const Eigen::VectorXd& a, double of_a, const Eigen::VectorXd& b, double of_b) {
  const Eigen::VectorXf sum = (of_a * a + of_b * b).cast<float>();
  return {sum.begin(), sum.end()};
}

}  // namespace

std::vector<float> straight(std::span<const float> a, std::span<const float> b, float t) {
  HG_ASSERT(a.size() == b.size(), "codes of two sizes");
  return weighted(vector_of(a), 1.0 - static_cast<double>(t), vector_of(b), t);
}

std::vector<float> spherical(std::span<const float> a, std::span<const float> b, float t) {
  HG_ASSERT(a.size() == b.size(), "codes of two sizes");
  const Eigen::VectorXd from = vector_of(a), to = vector_of(b);
  const double length_a = from.norm(), length_b = to.norm();
  // Rounding would show at the ends.
  if (t <= 0 || t >= 1 || length_a < 1e-12 || length_b < 1e-12) return straight(a, b, t);
  const double cosine = std::clamp(from.dot(to) / (length_a * length_b), -1.0, 1.0);
  if (std::fabs(cosine) > 0.99999) return straight(a, b, t);
  const float angle = static_cast<float>(std::acos(cosine));
  const double sine = math::sin(angle),
               length = (1.0 - static_cast<double>(t)) * length_a + static_cast<double>(t) * length_b;
  return weighted(from, length * static_cast<double>(math::sin((1 - t) * angle)) / (sine * length_a), to,
                  length * static_cast<double>(math::sin(t * angle)) / (sine * length_b));
}

}  // namespace hourglass
