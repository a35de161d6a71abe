#include "analysis/minimise.h"

#include <algorithm>
#include <cmath>
#include <deque>

namespace hourglass {
namespace {

using Vector = std::vector<double>;

/// One step s, the change y of the gradient it made, and 1 / (y . s).
struct Pair {
  Vector s, y;
  double rho;
};

double dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

void add(Vector& a, double factor, const Vector& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += factor * b[i];
}

/// Algorithm 7.4: minus the gradient times the approximate inverse Hessian.
Vector direction_from(const Vector& gradient, const std::deque<Pair>& pairs) {
  Vector q = gradient, alpha(pairs.size());
  for (std::size_t i = pairs.size(); i-- > 0;) {
    alpha[i] = pairs[i].rho * dot(pairs[i].s, q);
    add(q, -alpha[i], pairs[i].y);
  }
  const double scale = pairs.empty() ? 1 / std::max(1.0, std::sqrt(dot(gradient, gradient)))
                                     : 1 / (pairs.back().rho * dot(pairs.back().y, pairs.back().y));
  for (double& value : q) value *= scale;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    add(q, alpha[i] - pairs[i].rho * dot(pairs[i].y, q), pairs[i].s);
  }
  for (double& value : q) value = -value;
  return q;
}

}  // namespace

int minimise(const Objective& objective, const MinimiseOptions& options, Vector& x) {
  constexpr double kSufficient = 1e-4, kSmallestStep = 1e-10;
  Vector gradient(x.size()), next_gradient(x.size());
  double value = objective(x, gradient);
  std::deque<Pair> pairs;
  for (int iteration = 0; iteration < options.iterations; ++iteration) {
    const Vector direction = direction_from(gradient, pairs);
    const double slope = dot(gradient, direction);
    if (!(slope < 0)) return iteration;
    double step = 1, next_value = value;
    Vector next = x;
    while (true) {
      next = x;
      add(next, step, direction);
      next_value = objective(next, next_gradient);
      if (next_value <= value + kSufficient * step * slope) break;
      step /= 2;
      if (step < kSmallestStep) return iteration;
    }
    Pair pair{direction, next_gradient, 0};
    for (double& s : pair.s) s *= step;
    add(pair.y, -1, gradient);
    const double curvature = dot(pair.s, pair.y);
    // Without the second Wolfe condition a pair may be useless; the function is convex, so rounding is the only cause.
    if (curvature > 1e-12 * dot(pair.y, pair.y)) {
      pair.rho = 1 / curvature;
      pairs.push_back(std::move(pair));
      if (pairs.size() > static_cast<std::size_t>(options.memory)) pairs.pop_front();
    }
    const double decrease = value - next_value;
    x = std::move(next);
    std::swap(gradient, next_gradient);
    value = next_value;
    if (decrease < options.least_decrease * std::abs(value)) return iteration + 1;
  }
  return options.iterations;
}

}  // namespace hourglass
