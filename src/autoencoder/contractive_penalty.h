// The contractive penalty: small changes of the input must change the code little.
#pragma once

#include "autoencoder/penalty.h"
#include "nn/dense.h"

namespace hourglass {

/// The penalty of the encoder's squared Jacobian: contractive = mean over the batch of ||df(x)/dx||_F^2, where f is the
/// encoder up to the first Z of its outputs (the code itself, or the means of a posterior). Rifai, Vincent, Muller,
/// Glorot and Bengio 2011, section 2. Exact where the encoder is one dense layer whose activation's derivative follows
/// from its output; sampled otherwise.
std::unique_ptr<Penalty> make_contractive(const PenaltyContext& context, const PenaltyOptions& options);

/// The part that the exact and the sampled form share.
class ContractivePenalty : public Penalty {
 public:
  ContractivePenalty(const PenaltyContext& context, const PenaltyOptions& options)
      : latent_(context.latent), encoder_features_(context.encoder.output_features()), weight_(options.contractive) {}

  void set_options(const PenaltyOptions& options) override { weight_ = options.contractive; }
  std::span<const std::string_view> term_names() const override;
  Real term_weight(std::size_t) const override { return static_cast<Real>(weight_); }

 protected:
  int latent_, encoder_features_;
  double weight_;
};

/// code = g(W x + b): ||J||_F^2 = sum over units of g'_j^2 ||w_j||^2 (the paper's closed form for the sigmoid, for any
/// g). The gradient reaches W twice: through g' and the code, and directly as 2 mean(g'_j^2) w_j.
class ExactContraction : public ContractivePenalty {
 public:
  ExactContraction(const PenaltyContext& context, const PenaltyOptions& options, const Dense& layer)
      : ContractivePenalty(context, options),
        layer_(layer),
        slope_at_(activation_row(layer.spec().activation).slope_at) {}

  void build(LayerBuilder& builder) override;
  void forward(const Pass& pass, const BottleneckView& view, Real* terms) const override;
  void backward_encoded(const Pass& pass, const BottleneckView& view, Real* d_encoded) const override;
  void backward_parameters(const Pass& pass) const override;
  bool needs_stored_gradients() const override { return true; }

 private:
  const Dense& layer_;  ///< the encoder's only layer
  OutputSlope (*slope_at_)(Real output);
  CacheSlot weight_norms_, slopes_;  ///< Z each: ||w_j||^2, and the batch's mean of g'_j^2
};

/// For u whose D coordinates are 1 or -1 at random, E ||J u||^2 = ||J||_F^2, and J u is near (f(x + s v) - f(x))
/// sqrt(D) / s for the unit vector v = u / sqrt(D). One direction per sample and step; s = 0.1. The encoder works on 2N
/// columns, [x; x + s v], so that one backward pass goes through both. Alain and Bengio 2014 relate the two for small
/// s.
class SampledContraction : public ContractivePenalty {
 public:
  SampledContraction(const PenaltyContext& context, const PenaltyOptions& options)
      : ContractivePenalty(context, options), features_(context.features) {}

  int copies() const override { return 2; }
  void second_input(const Pass& pass, const Real* first, Real* second) const override;
  void forward(const Pass& pass, const BottleneckView& view, Real* terms) const override;
  void backward_encoded(const Pass& pass, const BottleneckView& view, Real* d_encoded) const override;

 private:
  int features_;
};

}  // namespace hourglass
