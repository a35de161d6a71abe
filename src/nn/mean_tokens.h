// From a sequence of tokens to one vector: their mean.
#pragma once

#include "nn/tokens.h"

namespace hourglass {

/// y[i] = mean over the tokens t of x[t, i].
/// Shapes: x T d x N (see tokens.h), y d x N. Nothing is trainable.
/// The pooling of He et al. 2022, "Masked autoencoders are scalable vision learners", appendix A.1, for classification.
class MeanTokens : public Layer {
 public:
  MeanTokens(const TokenCount& tokens, int width) : tokens_(tokens), width_(width) {}

  LayerSpec spec() const override;
  Shape output_shape() const override { return flat(width_); }
  void build(LayerBuilder&) override {}
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;

 private:
  TokenCount tokens_;
  int width_;
};

}  // namespace hourglass
