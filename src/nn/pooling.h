// The pooling layers: images become half as high and half as wide, one value for each 2 x 2 pixels. Where an image is
// one pixel high, it stays so.
#pragma once

#include "nn/layer.h"

namespace hourglass {

enum class PoolingKind { kMax, kAverage };

/// kMax: y[n, i, j, c] = max of x[n, 2 i + u, 2 j + v, c] over u, v in {0, 1}; kAverage: their mean. In an image of odd
/// size the windows at the border are smaller, so that half the size is rounded up.
/// Shapes: x Hh Ww C x N, y ceil(Hh / 2) ceil(Ww / 2) C x N. Nothing is trainable. Among equal largest values the
/// gradient goes to the first, row by row.
/// LeCun et al. 1998, "Gradient-based learning applied to document recognition", section II.B; Ranzato et al. 2007,
/// "Unsupervised learning of invariant feature hierarchies", section 3.
class Pooling : public Layer {
 public:
  Pooling(PoolingKind kind, const Shape& input) : kind_(kind), input_(input) {}

  LayerSpec spec() const override;
  Shape output_shape() const override { return {(input_.height + 1) / 2, (input_.width + 1) / 2, input_.channels}; }
  void build(LayerBuilder&) override {}
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;

 private:
  PoolingKind kind_;
  Shape input_;
};

}  // namespace hourglass
