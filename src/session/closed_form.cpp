#include "session/closed_form.h"

namespace hourglass {

void ClosedForm::collect(const Compute& compute, const Real* pixels, int count) {
  if (!moments_) moments_.emplace(network_.architecture().input.features());
  moments_->add(compute, pixels, count);
  ++collected_;
}

void ClosedForm::run_piece(int piece, std::uint64_t step, const Compute& compute, const Real* pixels, int count,
                           Real* parameters) {
  if (step >= steps_per_epoch_) return;
  if (piece == 0) return collect(compute, pixels, count);
  if (step + 1 < steps_per_epoch_) return;
  if (piece == 1) {
    solver_ = std::make_unique<PrincipalComponentsSolver>(*moments_, network_.architecture().latent);
    moments_.reset();
  }
  solver_->run_piece(piece - 1);
  if (piece + 1 < kPieces) return;
  write_linear_autoencoder(solver_->components(), network_.parameters(), parameters);
  solver_.reset();
}

}  // namespace hourglass
