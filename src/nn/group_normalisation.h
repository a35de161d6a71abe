// Group normalisation with the activation that follows it.
#pragma once

#include "nn/layer_activation.h"
#include "nn/normalisation_kernels.h"
#include "nn/patches.h"

namespace hourglass {

/// y = f(weight (x - mean) / sqrt(variance + 1e-5) + bias), with the mean and the (biased) variance of a group of
/// neighbouring channels over all pixels of the sample.
/// Shapes: x and y Hh Ww C x N; weight and bias C. Trainable: weight (1 at first), bias. The same in every mode: no
/// sample depends on the others of its batch.
/// Wu and He 2018, "Group normalization", equations 1, 2 and 7.
class GroupNormalisation : public Layer {
 public:
  /// `groups` must divide the channels.
  GroupNormalisation(const Shape& shape, int groups, Activation activation);
  /// As many groups as leave at least 16 channels in each (the paper's table 3 finds 16 as good as any); at least 1.
  static int default_groups(int channels);

  LayerSpec spec() const override;
  Shape output_shape() const override { return shape_; }
  void build(LayerBuilder& builder) override;
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;

 private:
  std::ptrdiff_t pixels() const { return std::ptrdiff_t{shape_.height} * shape_.width; }
  int channels_per_group() const { return shape_.channels / groups_; }
  void spread_group_means(const Real* sums, Real* means) const;
  void measure(const Pass& pass, const Real* x, std::ptrdiff_t sample) const;
  void sum_gradients(const Pass& pass, const Real* x, const Real* d_y, const ImageGroup& images) const;
  void input_gradient(const Pass& pass, const Real* x, std::ptrdiff_t sample, Real* d_y, Real* d_x) const;

  Shape shape_;
  int groups_;
  LayerActivation activation_;
  ParameterSlot weight_, bias_;
  GroupedGradients gradients_;
  CacheSlot mean_, inverse_;        ///< C per sample: mean and inverse deviation of each channel's group
  CacheSlot d_weight_, d_bias_;     ///< C per sample: its share of the parameters' gradients
  CacheSlot mean_d_, mean_d_xhat_;  ///< C per sample: means over a channel's group of d_xhat, and of d_xhat xhat
  CacheSlot ones_;                  ///< C
};

}  // namespace hourglass
