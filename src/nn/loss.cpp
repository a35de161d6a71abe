#include "nn/loss.h"

#include "core/enum_table.h"
#include "nn/loss_kernels.h"

namespace hourglass {

HG_KERNEL_TABLES(LossKernels, kLossKernels)

namespace {

constexpr ReconstructionLossRow kLosses[] = {
    {ReconstructionLoss::kMse, "mse", "sum of (output - target)^2", "squared error per image", false},
    {ReconstructionLoss::kBce, "bce", "binary cross-entropy on logits", "nats per image", true},
    {ReconstructionLoss::kHuber, "huber", "half the squared error, linear beyond delta", "Huber loss per image", false},
};
static_assert(in_enum_order(kLosses));

}  // namespace

std::span<const ReconstructionLossRow> reconstruction_losses() { return kLosses; }

const ReconstructionLossRow& loss_row(ReconstructionLoss kind) { return kLosses[static_cast<int>(kind)]; }

void reconstruction_loss(const Compute& compute, ReconstructionLoss kind, int features, int batch, const Real* output,
                         const Real* target, Real scale, Real* per_sample, Real* d_output, Real huber_delta) {
  const LossKernels& kernels = *kLossKernelsByVariant[static_cast<int>(compute.variant())];
  constexpr int kSamplesPerTask = 16;
  auto samples = [&](int task, Real*) {
    const Range range = part_of(batch, task, kSamplesPerTask);
    for (std::ptrdiff_t n = range.begin; n < range.end; ++n) {
      const std::ptrdiff_t at = n * features;
      per_sample[n] = kernels.sample(kind, huber_delta, features, output + at, target + at, scale,
                                     d_output ? d_output + at : nullptr);
    }
  };
  compute.pool().run(parts_in(batch, kSamplesPerTask), samples);
}

}  // namespace hourglass
