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
  const auto fits_along = [](int length, const WindowSide& side) {
    return length + 2 * std::int64_t{side.padding} >= side.kernel;
  };
  if (!fits_along(image.height, window.along_height()) || !fits_along(image.width, window.along_width())) return false;
  constexpr std::int64_t kMost = static_cast<std::int64_t>(kMostPatchReals);
  const std::int64_t rows = window.along_height().kernel, columns = window.along_width().kernel;
  return rows <= kMost && columns <= kMost && rows * columns <= kMost && rows * columns * image.channels <= kMost;
}

PatchGeometry patch_geometry(const Shape& image, const Window& window) {
  HG_ASSERT(fits(image, window), "a convolution's window does not fit its image");
  const auto positions = [](int length, const WindowSide& side) {
    return (length + 2 * side.padding - side.kernel) / side.stride + 1;
  };
  return {image.height,
          image.width,
          image.channels,
          window,
          positions(image.height, window.along_height()),
          positions(image.width, window.along_width())};
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
