// The plain bottleneck: the encoder's output is the code.
#pragma once

#include "autoencoder/bottleneck.h"

namespace hourglass {

/// code = encoded. Shapes: latent x N. Nothing is trainable, nothing is added to the loss.
class PlainBottleneck : public Bottleneck {
 public:
  explicit PlainBottleneck(int latent) : latent_(latent) {}

  int encoder_features() const override { return latent_; }
  int latent() const override { return latent_; }
  void build(LayerBuilder&) override {}
  void forward(const Pass& pass, const Real* encoded, Real* code) const override;
  void backward(const Pass& pass, const Real* encoded, const Real* code, const Real* d_code, Real scale,
                Real* d_encoded) const override;

 private:
  int latent_;
};

}  // namespace hourglass
