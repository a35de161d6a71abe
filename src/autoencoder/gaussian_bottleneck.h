// The variational bottleneck: a normal posterior per sample.
#pragma once

#include "autoencoder/bottleneck.h"

namespace hourglass {

/// code = mean + exp(log_variance / 2) * noise, noise ~ N(0, 1); the mean alone in kInference.
/// Shapes: encoded 2Z x N (the first Z rows are means, the others log-variances), code Z x N.
/// The term is KL = KL(posterior || N(0, 1)) = sum over the latents of (mean^2 + variance - 1 - log_variance) / 2, in
/// nats. It adds to the loss, with KL_z the part of latent z averaged over the batch,
///   beta * w * |sum over z of max(free_bits, KL_z) - C|
/// where w grows from 0 to 1 in the first warmup_steps and C from 0 to capacity in the first capacity_steps of
/// training; outside training both are at their end. With the defaults that is beta * KL. Kingma and Welling 2014,
/// section 2.4 and appendix B; beta: Higgins et al. 2017; capacity: Burgess et al. 2018, equation 8, whose gamma is
/// beta here; warm-up: Sonderby et al. 2016; free bits: Kingma et al. 2016, equation 15. Nothing of its own is
/// trainable.
class GaussianBottleneck : public Bottleneck {
 public:
  GaussianBottleneck(int latent, const BottleneckOptions& options) : latent_(latent), options_(options) {}

  int encoder_features() const override { return 2 * latent_; }
  int latent() const override { return latent_; }
  void build(LayerBuilder& builder) override;
  void forward(const Pass& pass, const Real* encoded, Real* code) const override;
  void backward(const Pass& pass, const Real* encoded, const Real* code, const Real* d_code, Real scale,
                Real* d_encoded) const override;
  void set_options(const BottleneckOptions& options) override { options_ = options; }
  std::string_view term_name() const override { return "kl"; }
  double term_in_loss(const Pass& pass, double mean_term) const override;
  void term(const Pass& pass, const Real* encoded, Real* per_sample) const override;

 private:
  /// beta * w.
  double weight(const Pass& pass) const;
  /// C.
  double capacity(const Pass& pass) const;
  /// True where the loss is not just weight * KL: the means over the batch are needed.
  bool needs_means() const { return options_.free_bits > 0 || options_.capacity > 0; }
  /// The sum over z of max(free_bits, KL_z), of the last `term`.
  double charged(const Pass& pass) const;
  void assign_weights(const Pass& pass, Real scale, Real* weights) const;

  int latent_;
  BottleneckOptions options_;
  CacheSlot noise_, means_, weights_;
};

}  // namespace hourglass
