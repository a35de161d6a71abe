// The convolution layer with its activation.
#pragma once

#include "nn/layer_activation.h"
#include "nn/patches.h"

namespace hourglass {

/// y = f(W * x + b): y[n, i, j, o] = f(b[o] + sum over u, v, c of W[o, u, v, c] x[n, i s - p + u, j s - p + v, c]),
/// with zeros around the image (a cross-correlation, as everywhere in this field).
/// Shapes: x Hh Ww C x N, W out x kernel height x kernel width x C in memory, b out, y is grid height x grid width x
/// out, x N; the grid is (length + 2 p - kernel) / s + 1 along each side, with that side's numbers of the window.
/// Trainable: W, b. In files W is out x C x kernel height x kernel width. A window that extends along one side alone
/// makes a one-dimensional convolution.
/// LeCun et al. 1989, "Backpropagation applied to handwritten zip code recognition". In portable math each output is
/// one running sum: the bias, then u, v, c in order.
class Convolution : public Layer {
 public:
  /// `input` and `window` must fit.
  Convolution(const Shape& input, int outputs, const Window& window, Activation activation, Initialiser initialiser)
      : geometry_(patch_geometry(input, window)),
        outputs_(outputs),
        activation_(activation),
        initialiser_(initialiser) {}

  LayerSpec spec() const override;
  Shape output_shape() const override { return {geometry_.grid_height, geometry_.grid_width, outputs_}; }
  void build(LayerBuilder& builder) override;
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;
  double multiply_adds() const override { return double(grid_size(geometry_)) * patch_reals(geometry_) * outputs_; }

 private:
  void backward_group(const Pass& pass, const ImageGroup& group, const Real* x, const Real* d_y, Real* d_x,
                      Real* scratch) const;

  PatchGeometry geometry_;
  int outputs_;
  LayerActivation activation_;
  Initialiser initialiser_;
  ParameterSlot weight_, bias_;
  GroupedGradients gradients_;
};

}  // namespace hourglass
