// The sparsity penalty: a target for the mean activation of every unit.
#pragma once

#include "autoencoder/penalty.h"

namespace hourglass {

/// sparsity = sum over units of KL(rho || rho_j) = rho ln(rho / rho_j) + (1 - rho) ln((1 - rho) / (1 - rho_j)), in
/// nats, where rho_j is the mean of unit j's activation over the batch, clamped to [1e-6, 1 - 1e-6]. Shapes: code Z x
/// N, of values in (0, 1): the code's activation must be sigmoid. Nothing is trainable. Ng 2011, "Sparse autoencoder"
/// (CS294A lecture notes), section 3; there rho_j is the mean over the training set.
class SparsityPenalty : public Penalty {
 public:
  SparsityPenalty(const PenaltyContext& context, const PenaltyOptions& options)
      : latent_(context.latent), weight_(options.sparsity), rho_(options.rho) {}

  void build(LayerBuilder& builder) override;
  void set_options(const PenaltyOptions& options) override;
  std::span<const std::string_view> term_names() const override;
  Real term_weight(std::size_t) const override { return static_cast<Real>(weight_); }
  void forward(const Pass& pass, const BottleneckView& view, Real* terms) const override;
  void backward_code(const Pass& pass, const BottleneckView& view, Real* d_code) const override;

 private:
  int latent_;
  double weight_, rho_;
  CacheSlot means_;  ///< Z
};

}  // namespace hourglass
