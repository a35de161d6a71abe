// Batch normalisation with the activation that follows it.
#pragma once

#include "nn/layer_activation.h"
#include "nn/normalisation_kernels.h"
#include "nn/patches.h"

namespace hourglass {

/// y = f(weight (x - mean) / sqrt(variance + 1e-5) + bias), channel by channel.
/// Shapes: x and y Hh Ww C x N; weight, bias and both statistics C. Trainable: weight (1 at first), bias. In kTraining
/// mean and variance are those of the batch, over its samples and pixels; otherwise running averages of them (state),
/// which each backward pass in kTraining moves a tenth of the way to the batch's mean and unbiased variance.
/// Ioffe and Szegedy 2015, "Batch normalization", algorithms 1 and 2; constants as PyTorch's. A batch with one value
/// per channel has no unbiased variance; its variance of 0 counts then.
class BatchNormalisation : public Layer {
 public:
  BatchNormalisation(const Shape& shape, Activation activation) : shape_(shape), activation_(activation) {}

  LayerSpec spec() const override;
  Shape output_shape() const override { return shape_; }
  void build(LayerBuilder& builder) override;
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;

 private:
  std::ptrdiff_t pixels() const { return std::ptrdiff_t{shape_.height} * shape_.width; }
  double values_per_channel(const Pass& pass) const { return static_cast<double>(pixels() * pass.batch); }
  void measure(const Pass& pass, const Real* x) const;
  void use_running(const Pass& pass) const;
  void finish_inverse(const Pass& pass, const Real* variance) const;
  void sum_gradients(const Pass& pass, const Real* x, const Real* d_y) const;
  void input_gradient(const Pass& pass, const Real* x, const Real* d_y, Real* d_x) const;
  void move_running(const Pass& pass) const;

  Shape shape_;
  LayerActivation activation_;
  ParameterSlot weight_, bias_, running_mean_, running_variance_;
  CacheSlot mean_, variance_, inverse_;  ///< of this pass
  CacheSlot partial_;                    ///< 2 x kMostGroups x C: sums of each group
  CacheSlot mean_gradients_;             ///< 2 x C: means of d_y, and of d_y xhat
};

}  // namespace hourglass
