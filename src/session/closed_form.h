// Trains a linear autoencoder without gradients: one pass over the data collects its moments, which give the weights.
#pragma once

#include <memory>
#include <optional>

#include "autoencoder/autoencoder.h"
#include "autoencoder/principal_components.h"

namespace hourglass {

/// Collects the moments of all batches and, at the end of the first epoch, writes the principal components into the
/// network. Later epochs change nothing: the solution is exact.
class ClosedForm {
 public:
  ClosedForm(const Autoencoder& network, std::uint64_t steps_per_epoch)
      : network_(network), steps_per_epoch_(steps_per_epoch) {}

  /// Pieces of one step after its forward pass: collecting the batch, then the pieces of the decomposition, which do
  /// work only in the last step of the first epoch.
  static constexpr int kPieces = 1 + PrincipalComponentsSolver::kPieces;
  /// Runs piece 0 .. kPieces - 1 of step `step` (counted from 0) with its batch of `count` samples.
  void run_piece(int piece, std::uint64_t step, const Compute& compute, const Real* pixels, int count,
                 Real* parameters);
  /// Number of batches collected. A run resumed within its first epoch must first collect the batches of the steps
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
