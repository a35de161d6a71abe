// Nearest-neighbour upsampling: images become twice as high and twice as wide.
#pragma once

#include "nn/layer.h"

namespace hourglass {

/// y[n, i, j, c] = x[n, i / 2, j / 2, c], divided downward: every pixel becomes 2 x 2 equal ones, or
/// fewer at the border where the output's size is odd: an image one pixel high may stay so.
/// Shapes: x Hh Ww C x N, y a given height and width x C x N, each 2 h or 2 h - 1. Nothing is trainable.
/// With a convolution after it, it avoids the chequered patterns of transposed convolutions: Odena, Dumoulin and
/// Olah 2016, "Deconvolution and checkerboard artifacts".
class Upsampling : public Layer {
 public:
  /// `output` has as many channels as `input`.
  Upsampling(const Shape& input, const Shape& output);

  LayerSpec spec() const override;
  Shape output_shape() const override { return output_; }
  void build(LayerBuilder&) override {}
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;

 private:
  Shape input_, output_;
};

}  // namespace hourglass
