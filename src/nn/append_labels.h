// Appends a sample's label, one-hot, to its features.
#pragma once

#include "nn/layer.h"

namespace hourglass {

/// y = [x; one-hot(label)] at every place of the image: its channels, then `classes` values of which the label's is 1.
/// All of these are 0 where the label is unknown (see SampleLabels) or no class of this layer.
/// Shapes: x Hh Ww C x N, y Hh Ww (C + classes) x N. Nothing is trainable.
/// The condition of Sohn, Lee and Yan 2015 and of Kingma et al. 2014 (model M2).
class AppendLabels : public Layer {
 public:
  AppendLabels(const Shape& input, int classes) : input_(input), classes_(classes) {}

  LayerSpec spec() const override;
  Shape output_shape() const override { return {input_.height, input_.width, input_.channels + classes_}; }
  void build(LayerBuilder&) override {}
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;

 private:
  Shape input_;
  int classes_;
};

}  // namespace hourglass
