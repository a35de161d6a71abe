// The k-sparse bottleneck: of each code only the largest values remain.
#pragma once

#include "autoencoder/bottleneck.h"

namespace hourglass {

/// code[z] = encoded[z] where it is one of the k largest values of its sample (of equal ones the first), else 0.
/// Shapes: latent x N. Gradients pass to the values that remain, and to no other. Nothing is trainable.
/// k is `active`; in kInference it is active * active_factor, rounded (the paper's alpha >= 1: classifiers on the
/// code gain from a few more). In the first active_steps steps of training k falls linearly from kFirstFactor * active
/// to active, so that all units learn before they compete. Makhzani and Frey 2013, "k-Sparse Autoencoders", algorithm 1
/// and section 3; their weights are tied, ours may be.
class TopKBottleneck : public Bottleneck {
 public:
  /// The ratio of the paper's example, which begins with k = 100 and ends with 15.
  static constexpr int kFirstFactor = 6;

  TopKBottleneck(int latent, const BottleneckOptions& options) : latent_(latent), options_(options) {}

  int encoder_features() const override { return latent_; }
  int latent() const override { return latent_; }
  void build(LayerBuilder& builder) override { remains_ = builder.add_cache(latent_); }
  void forward(const Pass& pass, const Real* encoded, Real* code) const override;
  void backward(const Pass& pass, const Real* encoded, const Real* code, const Real* d_code, Real scale,
                Real* d_encoded) const override;
  void set_options(const BottleneckOptions& options) override { options_ = options; }

  /// k in this pass, between 1 and latent.
  int active(const Pass& pass) const;

 private:
  int latent_;
  BottleneckOptions options_;
  CacheSlot remains_;  ///< 1 where a value remains, else 0
};

}  // namespace hourglass
