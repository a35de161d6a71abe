#include "core/vector.h"
#include "nn/optimiser_kernels.h"

namespace hourglass {
namespace HG_VARIANT {

// Without weight decay there is no multiplication by 0 either, and the bits are those of a step without the term.
static inline Vec decayed_gradient(Real decay, Vec g, Vec p) { return decay == 0 ? g : g + decay * p; }

static void sgd(const UpdateStep& step, std::ptrdiff_t size, const Real* gradients, Real* parameters, Real* velocity) {
  const Real decay = step.decay;
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    const Vec p = load_some(parameters + i, count);
    const Vec g = decayed_gradient(decay, load_some(gradients + i, count), p);
    const Vec v = step.momentum * load_some(velocity + i, count) + g;
    store_some(velocity + i, v, count);
    store_some(parameters + i, p - step.learning_rate * v, count);
  });
}

static void nesterov(const UpdateStep& step, std::ptrdiff_t size, const Real* gradients, Real* parameters,
                     Real* velocity) {
  const Real decay = step.decay;
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    const Vec p = load_some(parameters + i, count);
    const Vec g = decayed_gradient(decay, load_some(gradients + i, count), p);
    const Vec v = step.momentum * load_some(velocity + i, count) + g;
    store_some(velocity + i, v, count);
    store_some(parameters + i, p - step.learning_rate * (g + step.momentum * v), count);
  });
}

static void rmsprop(const UpdateStep& step, std::ptrdiff_t size, const Real* gradients, Real* parameters,
                    Real* mean_square) {
  const Real decay = step.decay;
  const Real memory = Real(0.99), gain = Real(0.01), epsilon = Real(1e-8);
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    const Vec p = load_some(parameters + i, count);
    const Vec g = decayed_gradient(decay, load_some(gradients + i, count), p);
    const Vec v = memory * load_some(mean_square + i, count) + gain * (g * g);
    store_some(mean_square + i, v, count);
    store_some(parameters + i, p - step.learning_rate * g / (square_root(v) + epsilon), count);
  });
}

static void adam(const UpdateStep& step, std::ptrdiff_t size, const Real* gradients, Real* parameters, Real* m,
                 Real* v) {
  const bool is_decoupled = step.kind == Optimiser::kAdamW;
  const Real decay = is_decoupled ? 0 : step.decay, shrinking = is_decoupled ? step.decay : 0;
  const Real decay_1 = Real(0.9), gain_1 = Real(0.1), decay_2 = Real(0.999), gain_2 = Real(0.001);
  const Real epsilon = Real(1e-8);
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    Vec p = load_some(parameters + i, count);
    const Vec g = decayed_gradient(decay, load_some(gradients + i, count), p);
    const Vec first = decay_1 * load_some(m + i, count) + gain_1 * g;
    const Vec second = decay_2 * load_some(v + i, count) + gain_2 * (g * g);
    store_some(m + i, first, count);
    store_some(v + i, second, count);
    const Vec root = square_root(second) * step.inverse_root_bias + epsilon;
    if (shrinking != 0) p = p - shrinking * p;
    store_some(parameters + i, p - step.adam_step_size * first / root, count);
  });
}

static void update(const UpdateStep& step, std::ptrdiff_t size, const Real* gradients, Real* parameters, Real* first,
                   Real* second) {
  switch (step.kind) {
    case Optimiser::kSgd: return sgd(step, size, gradients, parameters, first);
    case Optimiser::kNesterov: return nesterov(step, size, gradients, parameters, first);
    case Optimiser::kRmsprop: return rmsprop(step, size, gradients, parameters, first);
    case Optimiser::kAdam:
    case Optimiser::kAdamW: return adam(step, size, gradients, parameters, first, second);
  }
}

extern const OptimiserKernels kOptimiserKernels;
const OptimiserKernels kOptimiserKernels = {update};

}  // namespace HG_VARIANT
}  // namespace hourglass
