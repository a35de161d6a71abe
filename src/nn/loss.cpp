#include "nn/loss.h"

#include "core/enum_table.h"
#include "nn/loss_kernels.h"

namespace hourglass {

HG_KERNEL_TABLES(LossKernels, kLossKernels)

namespace {

constexpr ReconstructionLossRow kLosses[] = {
    {ReconstructionLoss::kMse, "mse", "sum of (output - target)^2", "squared error", false},
    {ReconstructionLoss::kBce, "bce", "binary cross-entropy on logits", "nats", true},
    {ReconstructionLoss::kHuber, "huber", "half the squared error, linear beyond delta", "Huber loss", false},
};
static_assert(in_enum_order(kLosses));

constexpr int kSamplesPerTask = 16;

}  // namespace

std::span<const ReconstructionLossRow> reconstruction_losses() { return kLosses; }

const ReconstructionLossRow& loss_row(ReconstructionLoss kind) { return kLosses[static_cast<int>(kind)]; }

void reconstruction_loss(const Compute& compute, ReconstructionLoss kind, int features, int batch, const Real* output,
                         const Real* target, Real scale, Real* per_sample, Real* d_output, Real huber_delta,
                         std::span<const CategoryGroup> groups, Real* of_groups) {
  const LossKernels& kernels = *kLossKernelsByVariant[static_cast<int>(compute.variant())];
  const auto sample = [&](const Real* o, const Real* t, Real* d, Real& group_loss) {
    const auto after = [d](std::ptrdiff_t offset) { return d ? d + offset : nullptr; };
    Real loss = 0;
    std::ptrdiff_t at = 0;
    const auto numbers_until = [&](std::ptrdiff_t end) {
      if (end > at) loss += kernels.numbers(kind, huber_delta, end - at, o + at, t + at, scale, after(at));
      at = end;
    };
    for (const CategoryGroup& group : groups) {
      numbers_until(group.begin);
      const Real entropy = kernels.group(group.count, o + at, t + at, scale, after(at));
      loss += entropy;
      group_loss += entropy;
      at += group.count;
    }
    numbers_until(features);
    return loss;
  };
  auto samples = [&](int task, Real*) {
    const Range range = part_of(batch, task, kSamplesPerTask);
    for (std::ptrdiff_t n = range.begin; n < range.end; ++n) {
      const std::ptrdiff_t at = n * features;
      Real group_loss = 0;
      per_sample[n] = sample(output + at, target + at, d_output ? d_output + at : nullptr, group_loss);
      if (of_groups) of_groups[n] = group_loss;
    }
  };
  compute.pool().run(parts_in(batch, kSamplesPerTask), samples);
}

void group_probabilities(const Compute& compute, std::span<const CategoryGroup> groups, int features, int batch,
                         Real* values) {
  const LossKernels& kernels = *kLossKernelsByVariant[static_cast<int>(compute.variant())];
  auto samples = [&](int task, Real*) {
    const Range range = part_of(batch, task, kSamplesPerTask);
    for (std::ptrdiff_t n = range.begin; n < range.end; ++n) {
      for (const CategoryGroup& group : groups) kernels.probabilities(group.count, values + n * features + group.begin);
    }
  };
  compute.pool().run(parts_in(batch, kSamplesPerTask), samples);
}

}  // namespace hourglass
