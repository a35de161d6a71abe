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

}  // namespace

std::span<const OptimiserRow> optimisers() { return kOptimisers; }

const OptimiserRow& optimiser_row(Optimiser kind) { return kOptimisers[static_cast<int>(kind)]; }

ParameterUpdate::ParameterUpdate(const Compute& compute, Optimiser kind, const OptimiserOptions& options,
                                 std::uint64_t step, std::size_t size, Real* parameters, Real* state)
    : variant_(compute.variant()),
      kind_(kind),
      learning_rate_(static_cast<Real>(options.learning_rate)),
      momentum_(static_cast<Real>(options.momentum)),
      adam_step_size_(static_cast<Real>(options.learning_rate / (1 - power(0.9, step)))),
      adam_inverse_root_bias_(static_cast<Real>(1 / __builtin_sqrt(1 - power(0.999, step)))),
      size_(size),
      parameters_(parameters),
      state_(state) {}

void ParameterUpdate::apply(std::size_t offset, std::size_t count, const Real* gradients) const {
  const OptimiserKernels& kernels = *kOptimiserKernelsByVariant[static_cast<int>(variant_)];
  const std::ptrdiff_t values = static_cast<std::ptrdiff_t>(count);
  Real* first = state_ + offset;
  if (kind_ == Optimiser::kAdam) {
    kernels.adam({adam_step_size_, adam_inverse_root_bias_}, values, gradients, parameters_ + offset, first,
                 first + size_);
  } else {
    kernels.sgd({learning_rate_, momentum_}, values, gradients, parameters_ + offset, first);
  }
}

void update_parameters(const Compute& compute, Optimiser kind, const OptimiserOptions& options, std::uint64_t step,
                       std::size_t size, const Real* gradients, Real* parameters, Real* state) {
  const ParameterUpdate update(compute, kind, options, step, size, parameters, state);
  for_each_part(compute, size, [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
    update.apply(static_cast<std::size_t>(begin), static_cast<std::size_t>(count), gradients + begin);
  });
}

}  // namespace hourglass
