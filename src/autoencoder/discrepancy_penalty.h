// The Wasserstein autoencoder's penalty: the distance between the distribution of the codes and the prior.
#pragma once

#include "autoencoder/penalty.h"

namespace hourglass {

/// mmd = the unbiased estimate of the squared maximum mean discrepancy between the batch's codes z and as many draws p
/// of N(0, 1): mean of k(z_i, z_j), i != j, + mean of k(p_i, p_j), i != j, - 2 mean of k(z_i, p_j). It may be below 0.
/// A batch of one has only the last term. k(x, y) = sum over seven scales of C / (C + ||x - y||^2), C = 2 Z
/// times 0.1, 0.2, 0.5, 1, 2, 5, 10 (inverse multiquadratics). Shapes: code Z x N. Nothing is trainable. Tolstikhin,
/// Bousquet, Gelly and Schoelkopf 2018, algorithm 2 (WAE-MMD); the scales are those of the authors' program.
class DiscrepancyPenalty : public Penalty {
 public:
  DiscrepancyPenalty(const PenaltyContext& context, const PenaltyOptions& options)
      : latent_(context.latent), weight_(options.mmd) {}

  void build(LayerBuilder& builder) override;
  void set_options(const PenaltyOptions& options) override { weight_ = options.mmd; }
  std::span<const std::string_view> term_names() const override;
  Real term_weight(std::size_t) const override { return static_cast<Real>(weight_); }
  void forward(const Pass& pass, const BottleneckView& view, Real* terms) const override;
  void backward_code(const Pass& pass, const BottleneckView& view, Real* d_code) const override;

 private:
  int latent_;
  double weight_;
  /// Z x N: draws of the prior, the same and the codes with samples as neighbours, the term's gradient; and N sums.
  CacheSlot prior_, prior_rows_, code_rows_, d_code_, sums_;
};

}  // namespace hourglass
