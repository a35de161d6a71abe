#include "nn/batch_normalisation.h"

#include <algorithm>
#include <cmath>

namespace hourglass {

HG_KERNEL_TABLES(NormalisationKernels, kNormalisationKernels)

namespace {

const NormalisationKernels& kernels(const Pass& pass) {
  return *kNormalisationKernelsByVariant[static_cast<int>(pass.compute.variant())];
}

/// How far a training step moves the running averages towards the batch's.
constexpr Real kMomentum = Real(0.1);

}  // namespace

void BatchNormalisation::build(LayerBuilder& builder) {
  const int channels = shape_.channels;
  const std::size_t size = static_cast<std::size_t>(channels);
  weight_ = builder.add_parameter("weight", {channels}, Initialiser::kOne, activation_.kind(), {});
  bias_ = builder.add_parameter("bias", {channels}, Initialiser::kZero, activation_.kind(), {});
  running_mean_ = builder.add_state("running_mean", {channels}, 0);
  running_variance_ = builder.add_state("running_var", {channels}, 1);
  mean_ = builder.add_fixed_cache(size);
  variance_ = builder.add_fixed_cache(size);
  inverse_ = builder.add_fixed_cache(size);
  partial_ = builder.add_fixed_cache(2 * kMostGroups * size);
  mean_gradients_ = builder.add_fixed_cache(2 * size);
  activation_.build(builder, shape_.features());
}

void BatchNormalisation::measure(const Pass& pass, const Real* x) const {
  const PatchKernels& sums = patch_kernels(pass.compute);
  const int channels = shape_.channels, groups = groups_in(pass.batch);
  const Real count = static_cast<Real>(values_per_channel(pass));
  Real *mean = pass.workspace.at(mean_), *variance = pass.workspace.at(variance_);
  Real* partial = pass.workspace.at(partial_);
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real*) {
    sums.sum_pixels(group.count * pixels(), channels, x + std::ptrdiff_t{group.first} * shape_.features(),
                    partial + std::ptrdiff_t{group.index} * channels);
  });
  sums.sum_terms(groups, channels, channels, partial, mean);
  for (int c = 0; c < channels; ++c) mean[c] /= count;
  // The differences are squared in a second pass over x: the difference of two large sums would lose small variances.
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real*) {
    kernels(pass).squares(group.count * pixels(), channels, x + std::ptrdiff_t{group.first} * shape_.features(), mean,
                          partial + std::ptrdiff_t{group.index} * channels);
  });
  sums.sum_terms(groups, channels, channels, partial, variance);
  for (int c = 0; c < channels; ++c) variance[c] /= count;
  finish_inverse(pass, variance);
}

void BatchNormalisation::use_running(const Pass& pass) const {
  std::copy_n(pass.parameters + running_mean_.offset, shape_.channels, pass.workspace.at(mean_));
  finish_inverse(pass, pass.parameters + running_variance_.offset);
}

void BatchNormalisation::finish_inverse(const Pass& pass, const Real* variance) const {
  Real* inverse = pass.workspace.at(inverse_);
  for (int c = 0; c < shape_.channels; ++c) inverse[c] = 1 / std::sqrt(variance[c] + Real(kNormalisationEpsilon));
}

void BatchNormalisation::forward(const Pass& pass, const Real* x, Real* y) const {
  if (pass.mode == Mode::kTraining) {
    measure(pass, x);
  } else {
    use_running(pass);
  }
  Real* before = activation_.input(pass, y);
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real*) {
    const std::ptrdiff_t first = std::ptrdiff_t{group.first} * shape_.features();
    kernels(pass).scale(group.count * pixels(), shape_.channels, x + first, pass.workspace.at(mean_),
                        pass.workspace.at(inverse_), pass.parameters + weight_.offset, pass.parameters + bias_.offset,
                        before + first);
    activation_.forward(pass, first, group_reals(group, shape_), y);
  });
}

/// Both gradients, and in kTraining the means that flow back through the batch's statistics.
void BatchNormalisation::sum_gradients(const Pass& pass, const Real* x, const Real* d_y) const {
  const int channels = shape_.channels, groups = groups_in(pass.batch);
  Real* partial = pass.workspace.at(partial_);
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real*) {
    const std::ptrdiff_t first = std::ptrdiff_t{group.first} * shape_.features();
    Real* own = partial + std::ptrdiff_t{group.index} * 2 * channels;
    kernels(pass).sums(group.count * pixels(), channels, x + first, pass.workspace.at(mean_),
                       pass.workspace.at(inverse_), d_y + first, own, own + channels);
  });
  const PatchKernels& add = patch_kernels(pass.compute);
  add.sum_terms(groups, 2 * channels, channels, partial, pass.gradients + weight_.offset);
  add.sum_terms(groups, 2 * channels, channels, partial + channels, pass.gradients + bias_.offset);
  Real* means = pass.workspace.at(mean_gradients_);
  const Real share = pass.mode == Mode::kTraining ? 1 / static_cast<Real>(values_per_channel(pass)) : 0;
  for (int c = 0; c < channels; ++c) {
    means[c] = pass.gradients[bias_.offset + static_cast<std::size_t>(c)] * share;
    means[channels + c] = pass.gradients[weight_.offset + static_cast<std::size_t>(c)] * share;
  }
}

void BatchNormalisation::input_gradient(const Pass& pass, const Real* x, const Real* d_y, Real* d_x) const {
  const Real* means = pass.workspace.at(mean_gradients_);
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real*) {
    const std::ptrdiff_t first = std::ptrdiff_t{group.first} * shape_.features();
    kernels(pass).input_gradient(group.count * pixels(), shape_.channels, x + first, pass.workspace.at(mean_),
                                 pass.workspace.at(inverse_), pass.parameters + weight_.offset, means,
                                 means + shape_.channels, d_y + first, d_x + first);
  });
}

void BatchNormalisation::move_running(const Pass& pass) const {
  if (!pass.state || pass.mode != Mode::kTraining) return;
  const double count = values_per_channel(pass);
  const Real unbiased = static_cast<Real>(count > 1 ? count / (count - 1) : 1);
  const Real *mean = pass.workspace.at(mean_), *variance = pass.workspace.at(variance_);
  Real *running_mean = pass.state + running_mean_.offset, *running_variance = pass.state + running_variance_.offset;
  for (int c = 0; c < shape_.channels; ++c) {
    running_mean[c] = (1 - kMomentum) * running_mean[c] + kMomentum * mean[c];
    running_variance[c] = (1 - kMomentum) * running_variance[c] + kMomentum * (variance[c] * unbiased);
  }
}

void BatchNormalisation::backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const {
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real*) {
    activation_.backward(pass, std::ptrdiff_t{group.first} * shape_.features(), group_reals(group, shape_), y, d_y);
  });
  sum_gradients(pass, x, d_y);
  if (d_x) input_gradient(pass, x, d_y, d_x);
  finish_gradient(pass, weight_);
  finish_gradient(pass, bias_);
  move_running(pass);
}

LayerSpec BatchNormalisation::spec() const {
  return {.kind = LayerKind::kBatchNormalisation, .input = shape_, .activation = activation_.kind()};
}

}  // namespace hourglass
