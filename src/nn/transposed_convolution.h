// The transposed convolution layer with its activation: from a small image to a large one.
#pragma once

#include "nn/layer_activation.h"
#include "nn/patches.h"

namespace hourglass {

/// y = f(W^T * x + b): every value of x adds its window's weights to the image y, which starts from the bias:
/// y[n, i s - p + u, j s - p + v, o] += W[c, u, v, o] x[n, i, j, c]; what falls outside is dropped. So forward is the
/// input gradient of a convolution from y's shape to x's, and the input gradient is its forward.
/// Shapes: x Hh Ww C x N, W C x kernel height x kernel width x out in memory, b out, y as high and wide as
/// (length - 1) s - 2 p + kernel + output padding, with that side's numbers of the window, with out channels, x N.
/// Trainable: W, b. In files W is C x out x kernel height x kernel width.
/// Zeiler et al. 2010, "Deconvolutional networks"; Dumoulin and Visin 2016, "A guide to convolution arithmetic for deep
/// learning", section 4. In portable math each output sums the bias, then its windows in the order of their positions.
class TransposedConvolution : public Layer {
 public:
  /// The image that comes out, or one with no pixels where the settings leave none.
  static Shape output_shape(const Shape& input, int outputs, const Window& window, const OutputPadding& padding);

  /// `window` must fit the output; `output_padding` must be at least 0 and less than the stride.
  TransposedConvolution(const Shape& input, int outputs, const Window& window, const OutputPadding& output_padding,
                        Activation activation, Initialiser initialiser);

  LayerSpec spec() const override;
  Shape output_shape() const override { return {geometry_.height, geometry_.width, geometry_.channels}; }
  void build(LayerBuilder& builder) override;
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;
  double multiply_adds() const override { return double(grid_size(geometry_)) * patch_reals(geometry_) * inputs_; }

 private:
  void backward_group(const Pass& pass, const ImageGroup& group, const Real* x, const Real* d_y, Real* d_x,
                      Real* scratch) const;

  PatchGeometry geometry_;  ///< of windows over the output; its grid is the input
  int inputs_;              ///< C
  LayerActivation activation_;
  Initialiser initialiser_;
  ParameterSlot weight_, bias_;
  GroupedGradients gradients_;
};

}  // namespace hourglass
