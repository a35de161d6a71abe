// Layer normalisation with the activation that follows it.
#pragma once

#include "nn/layer_activation.h"
#include "nn/normalisation_kernels.h"
#include "nn/patches.h"

namespace hourglass {

/// y = f(weight (x - mean) / sqrt(variance + 1e-5) + bias), with the mean and the (biased) variance of the channels of
/// each pixel or token; of a plain list of features, of all of them.
/// Shapes: x and y Hh Ww C x N; weight and bias C. Trainable: weight (1 at first), bias. The same in every mode.
/// Ba, Kiros and Hinton 2016, "Layer normalization", section 3.
class LayerNormalisation : public Layer {
 public:
  LayerNormalisation(const Shape& shape, Activation activation) : shape_(shape), activation_(activation) {}

  LayerSpec spec() const override;
  Shape output_shape() const override { return shape_; }
  void build(LayerBuilder& builder) override;
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;

 private:
  std::ptrdiff_t pixels() const { return std::ptrdiff_t{shape_.height} * shape_.width; }

  Shape shape_;
  LayerActivation activation_;
  ParameterSlot weight_, bias_;
  GroupedGradients gradients_;
  CacheSlot moments_;  ///< of each pixel the mean and the inverse deviation
};

}  // namespace hourglass
