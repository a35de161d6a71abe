#include "core/vector.h"
#include "nn/optimiser_kernels.h"

namespace hourglass {
namespace HG_VARIANT {

/// What weight decay does: without any, not even a multiplication by 0 is spent on it.
enum class Decay { kNone, kCoupled, kDecoupled };

template <Decay decay>
static inline Vec decayed_gradient(const UpdateStep& step, Vec g, Vec p) {
  if constexpr (decay == Decay::kCoupled) return g + step.decay * p;
  return g;
}

template <Decay decay>
static void sgd(const UpdateStep& step, std::ptrdiff_t size, const Real* gradients, Real* parameters, Real* velocity) {
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    const Vec p = load_some(parameters + i, count);
    const Vec g = decayed_gradient<decay>(step, load_some(gradients + i, count), p);
    const Vec v = step.momentum * load_some(velocity + i, count) + g;
    store_some(velocity + i, v, count);
    store_some(parameters + i, p - step.learning_rate * v, count);
  });
}

template <Decay decay>
static void nesterov(const UpdateStep& step, std::ptrdiff_t size, const Real* gradients, Real* parameters,
                     Real* velocity) {
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    const Vec p = load_some(parameters + i, count);
    const Vec g = decayed_gradient<decay>(step, load_some(gradients + i, count), p);
    const Vec v = step.momentum * load_some(velocity + i, count) + g;
    store_some(velocity + i, v, count);
    store_some(parameters + i, p - step.learning_rate * (g + step.momentum * v), count);
  });
}

template <Decay decay>
static void rmsprop(const UpdateStep& step, std::ptrdiff_t size, const Real* gradients, Real* parameters,
                    Real* mean_square) {
  const Real kept = Real(0.99), gain = Real(0.01), epsilon = Real(1e-8);
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    const Vec p = load_some(parameters + i, count);
    const Vec g = decayed_gradient<decay>(step, load_some(gradients + i, count), p);
    const Vec v = kept * load_some(mean_square + i, count) + gain * (g * g);
    store_some(mean_square + i, v, count);
    store_some(parameters + i, p - step.learning_rate * g / (square_root(v) + epsilon), count);
  });
}

template <Decay decay>
static void adam(const UpdateStep& step, std::ptrdiff_t size, const Real* gradients, Real* parameters, Real* m,
                 Real* v) {
  const Real decay_1 = Real(0.9), gain_1 = Real(0.1), decay_2 = Real(0.999), gain_2 = Real(0.001);
  const Real epsilon = Real(1e-8);
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    Vec p = load_some(parameters + i, count);
    const Vec g = decayed_gradient<decay>(step, load_some(gradients + i, count), p);
    const Vec first = decay_1 * load_some(m + i, count) + gain_1 * g;
    const Vec second = decay_2 * load_some(v + i, count) + gain_2 * (g * g);
    store_some(m + i, first, count);
    store_some(v + i, second, count);
    const Vec root = square_root(second) * step.inverse_root_bias + epsilon;
    if constexpr (decay == Decay::kDecoupled) p = p - step.decay * p;
    store_some(parameters + i, p - step.adam_step_size * first / root, count);
  });
}

template <Decay decay>
static void update_with(const UpdateStep& step, std::ptrdiff_t size, const Real* gradients, Real* parameters,
                        Real* first, Real* second) {
  switch (step.kind) {
    case Optimiser::kSgd: return sgd<decay>(step, size, gradients, parameters, first);
    case Optimiser::kNesterov: return nesterov<decay>(step, size, gradients, parameters, first);
    case Optimiser::kRmsprop: return rmsprop<decay>(step, size, gradients, parameters, first);
    case Optimiser::kAdam:
    case Optimiser::kAdamW: return adam<decay>(step, size, gradients, parameters, first, second);
  }
}

static void update(const UpdateStep& step, std::ptrdiff_t size, const Real* gradients, Real* parameters, Real* first,
                   Real* second) {
  if (step.decay == 0) return update_with<Decay::kNone>(step, size, gradients, parameters, first, second);
  if (step.kind == Optimiser::kAdamW) {
    return adam<Decay::kDecoupled>(step, size, gradients, parameters, first, second);
  }
  update_with<Decay::kCoupled>(step, size, gradients, parameters, first, second);
}

extern const OptimiserKernels kOptimiserKernels;
const OptimiserKernels kOptimiserKernels = {update};

}  // namespace HG_VARIANT
}  // namespace hourglass
