#include "nn/group_normalisation.h"

#include <algorithm>
#include <cmath>

#include "core/assert.h"

namespace hourglass {

HG_KERNEL_TABLES(NormalisationKernels, kNormalisationKernels)

namespace {

const NormalisationKernels& kernels(const Pass& pass) {
  return *kNormalisationKernelsByVariant[static_cast<int>(pass.compute.variant())];
}

}  // namespace

GroupNormalisation::GroupNormalisation(const Shape& shape, int groups, Activation activation)
    : shape_(shape), groups_(groups), activation_(activation) {
  HG_ASSERT(groups >= 1 && shape.channels % groups == 0, "the groups must divide the channels");
}

int GroupNormalisation::default_groups(int channels) {
  constexpr int kLeastChannels = 16;
  int groups = std::max(1, channels / kLeastChannels);
  while (channels % groups != 0) --groups;
  return groups;
}

LayerSpec GroupNormalisation::spec() const {
  return {.kind = LayerKind::kGroupNormalisation, .input = shape_, .activation = activation_.kind(), .groups = groups_};
}

void GroupNormalisation::build(LayerBuilder& builder) {
  const int channels = shape_.channels;
  weight_ = builder.add_parameter("weight", {channels}, Initialiser::kOne, activation_.kind(), {});
  bias_ = builder.add_parameter("bias", {channels}, Initialiser::kZero, activation_.kind(), {});
  gradients_.build(builder, weight_, bias_);
  for (CacheSlot* slot : {&mean_, &inverse_, &d_weight_, &d_bias_, &mean_d_, &mean_d_xhat_}) {
    *slot = builder.add_cache(channels);
  }
  ones_ = builder.add_fixed_cache(static_cast<std::size_t>(channels));
  activation_.build(builder, shape_.features());
}

/// means[c] = the sum of `sums` over the group of channel c, per value of the group. `means` may be `sums`.
void GroupNormalisation::spread_group_means(const Real* sums, Real* means) const {
  const Real size = static_cast<Real>(pixels() * channels_per_group());
  for (int first = 0; first < shape_.channels; first += channels_per_group()) {
    Real sum = 0;
    for (int c = first; c < first + channels_per_group(); ++c) sum += sums[c];
    std::fill_n(means + first, channels_per_group(), sum / size);
  }
}

void GroupNormalisation::measure(const Pass& pass, const Real* x, std::ptrdiff_t sample) const {
  const int channels = shape_.channels;
  Real* mean = pass.workspace.at(mean_) + sample * channels;
  Real* inverse = pass.workspace.at(inverse_) + sample * channels;
  patch_kernels(pass.compute).sum_pixels(pixels(), channels, x, mean);
  spread_group_means(mean, mean);
  kernels(pass).squares(pixels(), channels, x, mean, inverse);
  spread_group_means(inverse, inverse);
  for (int c = 0; c < channels; ++c) inverse[c] = 1 / std::sqrt(inverse[c] + Real(kNormalisationEpsilon));
}

void GroupNormalisation::forward(const Pass& pass, const Real* x, Real* y) const {
  Real* before = activation_.input(pass, y);
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& images, Real*) {
    for (std::ptrdiff_t n = images.first; n < images.first + images.count; ++n) {
      const std::ptrdiff_t first = n * shape_.features(), own = n * shape_.channels;
      measure(pass, x + first, n);
      kernels(pass).scale(pixels(), shape_.channels, x + first, pass.workspace.at(mean_) + own,
                          pass.workspace.at(inverse_) + own, pass.parameters + weight_.offset,
                          pass.parameters + bias_.offset, before + first);
    }
    activation_.forward(pass, std::ptrdiff_t{images.first} * shape_.features(), group_reals(images, shape_), y);
  });
}

/// Both gradients: of each sample for itself, because d_x needs them, and of all images together.
void GroupNormalisation::sum_gradients(const Pass& pass, const Real* x, const Real* d_y,
                                       const ImageGroup& images) const {
  const int channels = shape_.channels;
  for (std::ptrdiff_t n = images.first; n < images.first + images.count; ++n) {
    const std::ptrdiff_t first = n * shape_.features(), own = n * channels;
    kernels(pass).sums(pixels(), channels, x + first, pass.workspace.at(mean_) + own, pass.workspace.at(inverse_) + own,
                       d_y + first, pass.workspace.at(d_weight_) + own, pass.workspace.at(d_bias_) + own);
  }
  const PatchKernels& add = patch_kernels(pass.compute);
  const std::ptrdiff_t first = std::ptrdiff_t{images.first} * channels;
  add.sum_terms(images.count, channels, channels, pass.workspace.at(d_weight_) + first,
                gradients_.weight(pass, images));
  add.sum_terms(images.count, channels, channels, pass.workspace.at(d_bias_) + first, gradients_.bias(pass, images));
}

/// d_x = inverse (d_xhat - mean of d_xhat - xhat mean of (d_xhat xhat)), with d_xhat = weight d_y and the means over
/// the group. d_y becomes d_xhat.
void GroupNormalisation::input_gradient(const Pass& pass, const Real* x, std::ptrdiff_t sample, Real* d_y,
                                        Real* d_x) const {
  const int channels = shape_.channels;
  const Real* weight = pass.parameters + weight_.offset;
  const auto of_sample = [&](CacheSlot slot) { return pass.workspace.at(slot) + sample * channels; };
  Real *mean_d = of_sample(mean_d_), *mean_d_xhat = of_sample(mean_d_xhat_);
  for (int c = 0; c < channels; ++c) {
    mean_d[c] = weight[c] * of_sample(d_bias_)[c];
    mean_d_xhat[c] = weight[c] * of_sample(d_weight_)[c];
  }
  spread_group_means(mean_d, mean_d);
  spread_group_means(mean_d_xhat, mean_d_xhat);
  for (std::ptrdiff_t pixel = 0; pixel < pixels(); ++pixel) {
    for (int c = 0; c < channels; ++c) d_y[pixel * channels + c] *= weight[c];
  }
  kernels(pass).input_gradient(pixels(), channels, x, of_sample(mean_), of_sample(inverse_), pass.workspace.at(ones_),
                               mean_d, mean_d_xhat, d_y, d_x);
}

void GroupNormalisation::backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const {
  std::fill_n(pass.workspace.at(ones_), shape_.channels, Real(1));
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& images, Real*) {
    activation_.backward(pass, std::ptrdiff_t{images.first} * shape_.features(), group_reals(images, shape_), y, d_y);
    sum_gradients(pass, x, d_y, images);
    if (!d_x) return;
    for (std::ptrdiff_t n = images.first; n < images.first + images.count; ++n) {
      const std::ptrdiff_t first = n * shape_.features();
      input_gradient(pass, x + first, n, d_y + first, d_x + first);
    }
  });
  gradients_.add_up(pass);
}

}  // namespace hourglass
