#include "analysis/minimise.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <utility>

namespace hourglass {
namespace {

using Vector = Eigen::VectorXd;

/// One step s, the change y of the gradient it made, and 1 / (y . s).
struct Pair {
  Vector s, y;
  double rho;
};

/// Algorithm 7.4: minus the gradient times the approximate inverse Hessian.
Vector direction_from(const Vector& gradient, const std::deque<Pair>& pairs) {
  Vector q = gradient, alpha(static_cast<Eigen::Index>(pairs.size()));
  for (std::size_t i = pairs.size(); i-- > 0;) {
    const auto at = static_cast<Eigen::Index>(i);
    alpha[at] = pairs[i].rho * pairs[i].s.dot(q);
    q -= alpha[at] * pairs[i].y;
  }
  q *= pairs.empty() ? 1 / std::max(1.0, gradient.norm()) : 1 / (pairs.back().rho * pairs.back().y.squaredNorm());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    q += (alpha[static_cast<Eigen::Index>(i)] - pairs[i].rho * pairs[i].y.dot(q)) * pairs[i].s;
  }
  return -q;
}

/// Keeps the pair, and drops the oldest where there are more than `memory`.
void remember(std::deque<Pair>& pairs, Pair pair, int memory) {
  const double curvature = pair.s.dot(pair.y);
  // Without the second Wolfe condition a pair may be useless; the function is convex, so rounding is the only cause.
  if (!(curvature > 1e-12 * pair.y.squaredNorm())) return;
  pair.rho = 1 / curvature;
  pairs.push_back(std::move(pair));
  if (pairs.size() > static_cast<std::size_t>(memory)) pairs.pop_front();
}

}  // namespace

int minimise(const Objective& objective, const MinimiseOptions& options, Vector& x) {
  constexpr double kSufficient = 1e-4, kSmallestStep = 1e-10;
  Vector gradient(x.size()), next(x.size()), next_gradient(x.size());
  double value = objective(x, gradient);
  std::deque<Pair> pairs;
  for (int iteration = 0; iteration < options.iterations; ++iteration) {
    const Vector direction = direction_from(gradient, pairs);
    const double slope = gradient.dot(direction);
    if (!(slope < 0)) return iteration;
    double step = 1, next_value = value;
    while (true) {
      next = x + step * direction;
      next_value = objective(next, next_gradient);
      if (next_value <= value + kSufficient * step * slope) break;
      step /= 2;
      if (step < kSmallestStep) return iteration;
    }
    remember(pairs, {step * direction, next_gradient - gradient, 0}, options.memory);
    const double decrease = value - next_value;
    x.swap(next);
    gradient.swap(next_gradient);
    value = next_value;
    if (decrease < options.least_decrease * std::abs(value)) return iteration + 1;
  }
  return options.iterations;
}

}  // namespace hourglass
