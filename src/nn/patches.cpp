#include "nn/patches.h"

#include <cstdint>

#include "core/assert.h"
#include "core/parallel.h"

namespace hourglass {

HG_KERNEL_TABLES(PatchKernels, kPatchKernels)

const PatchKernels& patch_kernels(const Compute& compute) {
  return *kPatchKernelsByVariant[static_cast<int>(compute.variant())];
}

bool fits(const Shape& image, const Window& window) {
  if (image.height < 1 || image.width < 1 || image.channels < 1) return false;
  if (window.kernel < 1 || window.stride < 1 || window.padding < 0) return false;
  const std::int64_t kernel = window.kernel, padded = 2 * std::int64_t{window.padding};
  if (image.height + padded < kernel || image.width + padded < kernel) return false;
  constexpr std::int64_t kMost = static_cast<std::int64_t>(kMostPatchReals);
  return kernel <= kMost && kernel * kernel <= kMost && kernel * kernel * image.channels <= kMost;
}

PatchGeometry patch_geometry(const Shape& image, const Window& window) {
  HG_ASSERT(fits(image, window), "a convolution's window does not fit its image");
  auto positions = [&](int length) { return (length + 2 * window.padding - window.kernel) / window.stride + 1; };
  return {image.height,  image.width,    image.channels,          window.kernel,
          window.stride, window.padding, positions(image.height), positions(image.width)};
}

void GroupedGradients::build(LayerBuilder& builder, ParameterSlot weight, ParameterSlot bias) {
  weight_ = weight;
  bias_ = bias;
  values_ = builder.add_fixed_cache(kMostGroups * (weight.size + bias.size));
}

Real* GroupedGradients::weight(const Pass& pass, const ImageGroup& group) const {
  return pass.workspace.at(values_) + static_cast<std::size_t>(group.index) * (weight_.size + bias_.size);
}

void GroupedGradients::add_up(const Pass& pass) const {
  const PatchKernels& kernels = patch_kernels(pass.compute);
  const int groups = groups_in(pass.batch);
  const std::ptrdiff_t distance = static_cast<std::ptrdiff_t>(weight_.size + bias_.size);
  const Real* values = pass.workspace.at(values_);
  for_each_part(pass.compute, weight_.size, [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
    kernels.sum_terms(groups, distance, count, values + begin, pass.gradients + weight_.offset + begin);
  });
  kernels.sum_terms(groups, distance, static_cast<std::ptrdiff_t>(bias_.size), values + weight_.size,
                    pass.gradients + bias_.offset);
  finish_gradient(pass, bias_);
  finish_gradient(pass, weight_);
}

}  // namespace hourglass
