#include "core/vector.h"
#include "nn/optimiser_kernels.h"

namespace hourglass {
namespace HG_VARIANT {

static void sgd(const SgdStep& step, std::ptrdiff_t size, const Real* gradients, Real* parameters, Real* velocity) {
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    const Vec v = step.momentum * load_some(velocity + i, count) + load_some(gradients + i, count);
    store_some(velocity + i, v, count);
    store_some(parameters + i, load_some(parameters + i, count) - step.learning_rate * v, count);
  });
}

static void adam(const AdamStep& step, std::ptrdiff_t size, const Real* gradients, Real* parameters, Real* m, Real* v) {
  const Real decay_1 = Real(0.9), gain_1 = Real(0.1), decay_2 = Real(0.999), gain_2 = Real(0.001);
  const Real epsilon = Real(1e-8);
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    const Vec g = load_some(gradients + i, count);
    const Vec first = decay_1 * load_some(m + i, count) + gain_1 * g;
    const Vec second = decay_2 * load_some(v + i, count) + gain_2 * (g * g);
    store_some(m + i, first, count);
    store_some(v + i, second, count);
    const Vec root = square_root(second) * step.inverse_root_bias + epsilon;
    store_some(parameters + i, load_some(parameters + i, count) - step.step_size * first / root, count);
  });
}

static Real sum_of_squares(std::ptrdiff_t size, const Real* values) {
  StripedSum sum;
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    const Vec v = load_some(values + i, count);
    sum.add(v * v);
  });
  return sum.total();
}

extern const OptimiserKernels kOptimiserKernels;
const OptimiserKernels kOptimiserKernels = {sgd, adam, sum_of_squares};

}  // namespace HG_VARIANT
}  // namespace hourglass
