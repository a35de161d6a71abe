// Multi-head self-attention: every token attends to all tokens of its sample.
#pragma once

#include "nn/dense.h"
#include "nn/tokens.h"

namespace hourglass {

/// Q, K, V = W_in x + b_in, each cut into heads; per head P = softmax(Q K^T / sqrt(d / heads)), O = P V;
/// y = W_out O + b_out, with the heads' O one after the other.
/// Shapes: x and y T d x N (see tokens.h), Q, K, V, O the same, P heads T T x N. Trainable: W_in 3 d x d, b_in, W_out
/// d x d, b_out.
/// Vaswani et al. 2017, "Attention is all you need", sections 3.2.1 and 3.2.2. No masking, no dropout.
class Attention : public Layer {
 public:
  /// `heads` must divide `width`, d; see fits.
  Attention(const TokenCount& tokens, int width, int heads);
  /// Whether `heads` divides the width, and one head's values fit a task's scratch.
  static bool fits(const TokenCount& tokens, int width, int heads);

  LayerSpec spec() const override;
  Shape output_shape() const override { return {tokens_.all, 1, width_}; }
  void build(LayerBuilder& builder) override;
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;
  double multiply_adds() const override;

 private:
  struct Head;
  template <class Body>
  void for_each_head(const Pass& pass, const Body& body) const;
  void attend(const Pass& pass, const Head& head) const;
  void attend_backward(const Pass& pass, const Head& head) const;

  TokenCount tokens_;
  int width_, heads_;
  Dense in_, out_;
  CacheSlot projected_, d_projected_;  ///< Q, K and V of each token
  CacheSlot attention_;                ///< P
  CacheSlot mixed_, d_mixed_;          ///< O
};

}  // namespace hourglass
