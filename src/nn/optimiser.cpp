#include "nn/optimiser.h"

#include "core/parallel.h"
#include "nn/optimiser_kernels.h"

namespace hourglass {

HG_KERNEL_TABLES(OptimiserKernels, kOptimiserKernels)

namespace {

constexpr OptimiserRow kOptimisers[] = {
    {Optimiser::kSgd, "sgd", "gradient descent with momentum", 1},
    {Optimiser::kAdam, "adam", "adaptive moments (Kingma and Ba 2015)", 2},
};

/// By squaring, in double: the C library's pow differs between platforms.
double power(double base, std::uint64_t exponent) {
  double result = 1;
  for (; exponent > 0; exponent >>= 1, base *= base) {
    if (exponent & 1) result *= base;
  }
  return result;
}

AdamStep adam_step(double learning_rate, std::uint64_t step) {
  const double bias_1 = 1 - power(0.9, step), bias_2 = 1 - power(0.999, step);
  return {static_cast<Real>(learning_rate / bias_1), static_cast<Real>(1 / __builtin_sqrt(bias_2))};
}

}  // namespace

std::span<const OptimiserRow> optimisers() { return kOptimisers; }

const OptimiserRow& optimiser_row(Optimiser kind) { return kOptimisers[static_cast<int>(kind)]; }

void update_parameters(const Compute& compute, Optimiser kind, const OptimiserOptions& options, std::uint64_t step,
                       std::size_t size, const Real* gradients, Real* parameters, Real* state) {
  const OptimiserKernels& kernels = *kOptimiserKernelsByVariant[static_cast<int>(compute.variant())];
  const AdamStep adam = adam_step(options.learning_rate, step);
  const SgdStep sgd{static_cast<Real>(options.learning_rate), static_cast<Real>(options.momentum)};
  for_each_part(compute, size, [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
    if (kind == Optimiser::kAdam) {
      kernels.adam(adam, count, gradients + begin, parameters + begin, state + begin, state + size + begin);
    } else {
      kernels.sgd(sgd, count, gradients + begin, parameters + begin, state + begin);
    }
  });
}

}  // namespace hourglass
