// The adversarial autoencoder's penalty: a trained discriminator must not tell codes from draws of the prior.
#pragma once

#include "autoencoder/penalty.h"

namespace hourglass {

/// A discriminator d (dense, leaky ReLU, one logit: large for draws of the prior N(0, 1), small for codes) learns by
///   discriminator = mean over N codes z and N draws p of (softplus(d(z)) + softplus(-d(p))) / 2,
/// the binary cross-entropy on logits, and the encoder by the non-saturating
///   adversarial = mean over codes of softplus(-d(z)),
/// both in nats; where codes and prior cannot be told apart, both are ln 2. Within a step both gradients are of the
/// same discriminator, then it is updated. Shapes: code Z x N.
/// Trainable, for the discriminator's loss alone: "discriminator.0.weight" and so on.
/// Makhzani, Shlens, Jaitly, Goodfellow and Frey 2015, section 2; there the reconstruction is a step of its own.
class AdversarialPenalty : public Penalty {
 public:
  AdversarialPenalty(const PenaltyContext& context, const PenaltyOptions& options);

  void build(LayerBuilder& builder) override;
  void set_options(const PenaltyOptions& options) override { weight_ = options.adversarial; }
  std::span<const std::string_view> term_names() const override;
  Real term_weight(std::size_t term) const override { return term == 0 ? static_cast<Real>(weight_) : Real(0); }
  void forward(const Pass& pass, const BottleneckView& view, Real* terms) const override;
  /// Also updates the discriminator, or leaves its gradient in pass.gradients.
  void backward_code(const Pass& pass, const BottleneckView& view, Real* d_code) const override;

 private:
  int latent_;
  double weight_;
  Network discriminator_;
  CacheSlot input_, d_logits_, d_input_;  ///< of 2N columns, [codes; draws of the prior]
};

}  // namespace hourglass
