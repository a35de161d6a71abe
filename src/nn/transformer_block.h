// One block of a transformer: attention between tokens, then a small network on each token, both with residuals.
#pragma once

#include "nn/attention.h"
#include "nn/layer_normalisation.h"

namespace hourglass {

/// r = x + attention(norm1(x)); y = r + W_2 gelu(W_1 norm2(r) + b_1) + b_2, with W_1 4 d x d.
/// Shapes: x and y T d x N (see tokens.h). Trainable: all of its parts.
/// Vaswani et al. 2017, "Attention is all you need", section 3.1, with the normalisations before the parts instead of
/// after the sums: Xiong et al. 2020, "On layer normalization in the transformer architecture", table 1.
class TransformerBlock : public Layer {
 public:
  /// `tokens`, `width` and `heads` as in Attention.
  TransformerBlock(const TokenCount& tokens, int width, int heads);

  LayerSpec spec() const override;
  Shape output_shape() const override { return {tokens_.all, 1, width_}; }
  void build(LayerBuilder& builder) override;
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;
  double multiply_adds() const override;

 private:
  TokenCount tokens_;
  int width_;
  LayerNormalisation norm1_, norm2_;
  Attention attention_;
  Dense expand_, shrink_;
  CacheSlot norm1_out_, attention_out_, sum_, norm2_out_, expand_out_, shrink_out_;
  CacheSlot d_wide_, d_sum_, d_narrow_, d_other_;
};

}  // namespace hourglass
