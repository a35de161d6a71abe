// Reconstruction losses: what the decoder's last values are compared to the target with.
#pragma once

#include <span>
#include <string_view>

#include "core/compute.h"
#include "core/real.h"

namespace hourglass {

enum class ReconstructionLoss { kMse, kBce };

/// One row per loss.
struct ReconstructionLossRow {
  ReconstructionLoss kind;
  std::string_view id;
  std::string_view formula;
  std::string_view unit;
  /// True where the decoder delivers logits: pixels are their sigmoid.
  bool on_logits;
};
std::span<const ReconstructionLossRow> reconstruction_losses();
const ReconstructionLossRow& loss_row(ReconstructionLoss kind);

/// Features x N each. per_sample[n] = sum over features of
///   kMse: (output - target)^2      kBce: max(o, 0) - o t + ln(1 + e^-|o|), in nats, targets in [0, 1].
/// Where `d_output` is not null it is assigned scale * d(per_sample) / d(output).
void reconstruction_loss(const Compute& compute, ReconstructionLoss kind, int features, int batch, const Real* output,
                         const Real* target, Real scale, Real* per_sample, Real* d_output);

}  // namespace hourglass
