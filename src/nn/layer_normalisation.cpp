#include "nn/layer_normalisation.h"

namespace hourglass {

HG_KERNEL_TABLES(NormalisationKernels, kNormalisationKernels)

namespace {

const NormalisationKernels& kernels(const Pass& pass) {
  return *kNormalisationKernelsByVariant[static_cast<int>(pass.compute.variant())];
}

}  // namespace

void LayerNormalisation::build(LayerBuilder& builder) {
  weight_ = builder.add_parameter("weight", {shape_.channels}, Initialiser::kOne, activation_.kind(), {});
  bias_ = builder.add_parameter("bias", {shape_.channels}, Initialiser::kZero, activation_.kind(), {});
  gradients_.build(builder, weight_, bias_);
  moments_ = builder.add_cache(2 * shape_.height * shape_.width);
  activation_.build(builder, shape_.features());
}

void LayerNormalisation::forward(const Pass& pass, const Real* x, Real* y) const {
  Real *before = activation_.input(pass, y), *moments = pass.workspace.at(moments_);
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real*) {
    const std::ptrdiff_t first = std::ptrdiff_t{group.first} * shape_.features();
    kernels(pass).layer_forward(group.count * pixels(), shape_.channels, x + first, pass.parameters + weight_.offset,
                                pass.parameters + bias_.offset, moments + 2 * group.first * pixels(), before + first);
    activation_.forward(pass, first, group_reals(group, shape_), y);
  });
}

void LayerNormalisation::backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const {
  const Real* moments = pass.workspace.at(moments_);
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real*) {
    const std::ptrdiff_t first = std::ptrdiff_t{group.first} * shape_.features(), rows = group.count * pixels();
    const Real* own = moments + 2 * group.first * pixels();
    activation_.backward(pass, first, group_reals(group, shape_), y, d_y);
    kernels(pass).layer_sums(rows, shape_.channels, x + first, own, d_y + first, gradients_.weight(pass, group),
                             gradients_.bias(pass, group));
    if (!d_x) return;
    kernels(pass).layer_input_gradient(rows, shape_.channels, x + first, pass.parameters + weight_.offset, own,
                                       d_y + first, d_x + first);
  });
  gradients_.add_up(pass);
}

LayerSpec LayerNormalisation::spec() const {
  return {.kind = LayerKind::kLayerNormalisation, .input = shape_, .activation = activation_.kind()};
}

}  // namespace hourglass
