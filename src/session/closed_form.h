// Training without gradients: one pass over the data gives its moments, and they give the weights.
#pragma once

#include <memory>
#include <optional>

#include "autoencoder/autoencoder.h"
#include "autoencoder/principal_components.h"

namespace hourglass {

/// Collects batches, and at the end of the first pass over the data writes the principal components into the network.
/// Later passes change nothing: the solution is exact.
class ClosedForm {
 public:
  ClosedForm(const Autoencoder& network, std::uint64_t steps_per_epoch)
      : network_(network), steps_per_epoch_(steps_per_epoch) {}

  /// Pieces of one step after its forward pass: collecting the batch, then the pieces of the decomposition, which only
  /// the last step of the pass computes.
  static constexpr int kPieces = 1 + PrincipalComponentsSolver::kPieces;
  /// Piece 0 .. kPieces - 1 of step `step` (counted from 0) with its batch of `count` samples.
  void run_piece(int piece, std::uint64_t step, const Compute& compute, const Real* pixels, int count,
                 Real* parameters);
  /// Steps whose batches have been collected: a run that is continued within its first pass has to collect those
  /// before.
  std::uint64_t steps_collected() const { return collected_; }
  void collect(const Compute& compute, const Real* pixels, int count);

 private:
  const Autoencoder& network_;
  std::uint64_t steps_per_epoch_, collected_ = 0;
  std::optional<Moments> moments_;
  std::unique_ptr<PrincipalComponentsSolver> solver_;
};

}  // namespace hourglass
