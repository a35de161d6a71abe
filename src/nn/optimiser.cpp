#include "nn/optimiser.h"

#include "core/enum_table.h"
#include "core/math.h"
#include "core/parallel.h"
#include "nn/optimiser_kernels.h"

namespace hourglass {

HG_KERNEL_TABLES(OptimiserKernels, kOptimiserKernels)

namespace {

constexpr OptimiserRow kOptimisers[] = {
    {Optimiser::kSgd, "sgd", "gradient descent with momentum", 1},
    {Optimiser::kNesterov, "nesterov", "momentum that looks ahead (Sutskever et al. 2013)", 1},
    {Optimiser::kRmsprop, "rmsprop", "gradients over their running size (Hinton 2012)", 1},
    {Optimiser::kAdam, "adam", "adaptive moments (Kingma and Ba 2015)", 2},
    {Optimiser::kAdamW, "adamw", "adaptive moments with weight decay of their own (Loshchilov and Hutter 2019)", 2},
};
static_assert(in_enum_order(kOptimisers));

UpdateStep step_of(Optimiser kind, const OptimiserOptions& o, std::uint64_t step) {
  const double decay = kind == Optimiser::kAdamW ? o.learning_rate * o.weight_decay : o.weight_decay;
  return {.kind = kind,
          .learning_rate = static_cast<Real>(o.learning_rate),
          .momentum = static_cast<Real>(o.momentum),
          .decay = static_cast<Real>(decay),
          .adam_step_size = static_cast<Real>(o.learning_rate / (1 - math::whole_power(0.9, step))),
          .inverse_root_bias = static_cast<Real>(1 / __builtin_sqrt(1 - math::whole_power(0.999, step)))};
}

}  // namespace

std::span<const OptimiserRow> optimisers() { return kOptimisers; }

const OptimiserRow& optimiser_row(Optimiser kind) { return kOptimisers[static_cast<int>(kind)]; }

ParameterUpdate::ParameterUpdate(const Compute& compute, Optimiser kind, const OptimiserOptions& options,
                                 std::uint64_t step, std::size_t size, Real* parameters, Real* state)
    : variant_(compute.variant()),
      step_(step_of(kind, options, step)),
      size_(size),
      parameters_(parameters),
      state_(state) {}

void ParameterUpdate::apply(std::size_t offset, std::size_t count, const Real* gradients) const {
  const OptimiserKernels& kernels = *kOptimiserKernelsByVariant[static_cast<int>(variant_)];
  Real* first = state_ + offset;
  Real* second = optimiser_row(step_.kind).states > 1 ? first + size_ : nullptr;
  kernels.update(step_, static_cast<std::ptrdiff_t>(count), gradients, parameters_ + offset, first, second);
}

void update_parameters(const Compute& compute, Optimiser kind, const OptimiserOptions& options, std::uint64_t step,
                       std::size_t size, const Real* gradients, Real* parameters, Real* state) {
  const ParameterUpdate update(compute, kind, options, step, size, parameters, state);
  for_each_part(compute, size, [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
    update.apply(static_cast<std::size_t>(begin), static_cast<std::size_t>(count), gradients + begin);
  });
}

}  // namespace hourglass
