// The variational neck: a normal posterior per sample.
#pragma once

#include "autoencoder/bottleneck.h"

namespace hourglass {

/// code = mean + exp(log_variance / 2) * noise, noise ~ N(0, 1); the mean alone in kInference.
/// Shapes: encoded 2Z x N (the first Z rows are means, the others log-variances), code Z x N.
/// Adds beta * KL(posterior || N(0, 1)) = beta * sum of (mean^2 + variance - 1 - log_variance) / 2, in nats.
/// Kingma and Welling 2014, section 2.4 and appendix B; beta: Higgins et al. 2017. Nothing of its own is trainable.
class GaussianBottleneck : public Bottleneck {
 public:
  GaussianBottleneck(int latent, const BottleneckOptions& options) : latent_(latent), options_(options) {}

  int encoder_features() const override { return 2 * latent_; }
  int latent() const override { return latent_; }
  void build(LayerBuilder& builder) override { noise_ = builder.add_cache(latent_); }
  void forward(const Pass& pass, const Real* encoded, Real* code) const override;
  void backward(const Pass& pass, const Real* encoded, const Real* code, const Real* d_code, Real scale,
                Real* d_encoded) const override;
  void set_options(const BottleneckOptions& options) override { options_ = options; }
  std::string_view term_name() const override { return "kl"; }
  Real term_weight() const override { return static_cast<Real>(options_.beta); }
  void term(const Pass& pass, const Real* encoded, Real* per_sample) const override;

 private:
  int latent_;
  BottleneckOptions options_;
  CacheSlot noise_;
};

}  // namespace hourglass
