// Reconstruction losses: how far the decoder's output is from the target.
#pragma once

#include <span>
#include <string_view>

#include "core/category_group.h"
#include "core/compute.h"
#include "core/real.h"

namespace hourglass {

enum class ReconstructionLoss { kMse, kBce, kHuber };

/// Where Huber's loss changes from quadratic to linear: a tenth of the range from black to white, so that noise of a
/// few grey values counts quadratically and a misplaced stroke linearly.
inline constexpr double kDefaultHuberDelta = 0.1;

/// One row per loss.
struct ReconstructionLossRow {
  ReconstructionLoss kind;
  std::string_view id;
  std::string_view formula;
  std::string_view unit;  ///< of one sample's loss
  /// True where the decoder's outputs are logits: pixels are their sigmoid.
  bool on_logits;
};
std::span<const ReconstructionLossRow> reconstruction_losses();
const ReconstructionLossRow& loss_row(ReconstructionLoss kind);

/// Features x N each. per_sample[n] = sum over features, with e = output - target, of
///   kMse: e^2      kBce: max(o, 0) - o t + ln(1 + e^-|o|), in nats, targets in [0, 1]
///   kHuber: e^2 / 2 where |e| <= delta, else delta (|e| - delta / 2)      (Huber 1964; as PyTorch's huber_loss)
/// The features of `groups` (ascending, apart) count by softmax cross-entropy instead, in nats: their outputs are
/// logits, and the loss of a group is ln(sum e^o) - sum o t, with targets that sum to 1. A target that is NaN is
/// missing: its feature, or its group, has no loss and no gradient. Where `d_output` is not null it is assigned scale *
/// d(per_sample) / d(output). Where `of_groups` is not null it is assigned the groups' part of per_sample.
void reconstruction_loss(const Compute& compute, ReconstructionLoss kind, int features, int batch, const Real* output,
                         const Real* target, Real scale, Real* per_sample, Real* d_output,
                         Real huber_delta = Real(kDefaultHuberDelta), std::span<const CategoryGroup> groups = {},
                         Real* of_groups = nullptr);

/// Turns the logits of every group into its categories' probabilities, e^o / sum e^o. `values`: features x N.
void group_probabilities(const Compute& compute, std::span<const CategoryGroup> groups, int features, int batch,
                         Real* values);

}  // namespace hourglass
