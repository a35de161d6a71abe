#include "nn/convolution.h"

#include <algorithm>

namespace hourglass {

void Convolution::build(LayerBuilder& builder) {
  const PatchGeometry& g = geometry_;
  // What one output sums, and how many outputs one input reaches.
  const int reach = window_size(g.window) * outputs_ / step_size(g.window);
  const Fan fan{patch_reals(g), std::max(1, reach)};
  weight_ = builder.add_parameter("weight", weight_shape(outputs_, g), initialiser_, activation_.kind(), fan,
                                  channels_last());
  bias_ = builder.add_parameter("bias", {outputs_}, Initialiser::kZero, activation_.kind(), fan);
  gradients_.build(builder, weight_, bias_);
  activation_.build(builder, output_shape().features());
}

void Convolution::forward(const Pass& pass, const Real* x, Real* y) const {
  const PatchGeometry& g = geometry_;
  const PatchKernels& kernels = patch_kernels(pass.compute);
  Real* before = activation_.input(pass, y);
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real* scratch) {
    const Real* group_x = x + std::ptrdiff_t{group.first} * image_reals(g);
    const std::ptrdiff_t first = std::ptrdiff_t{group.first} * grid_size(g) * outputs_;
    for_each_band(g, group.count, scratch, [&](const Band& band) {
      kernels.gather(g, band.begin, band.begin + band.count, group_x, band.patches);
      multiply_in_task(pass.compute,
                       {.m = band.count,
                        .n = outputs_,
                        .k = patch_reals(g),
                        .a = rows(band.patches, patch_reals(g)),
                        .b = transposed(pass.parameters + weight_.offset, patch_reals(g)),
                        .c = before + first + std::ptrdiff_t{band.begin} * outputs_,
                        .bias = pass.parameters + bias_.offset},
                       scratch);
    });
    activation_.forward(pass, first, group_reals(group, output_shape()), y);
  });
}

void Convolution::backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const {
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real* scratch) {
    activation_.backward(pass, std::ptrdiff_t{group.first} * output_shape().features(),
                         group_reals(group, output_shape()), y, d_y);
    backward_group(pass, group, x, d_y, d_x, scratch);
  });
  gradients_.add_up(pass);
}

void Convolution::backward_group(const Pass& pass, const ImageGroup& group, const Real* x, const Real* d_y, Real* d_x,
                                 Real* scratch) const {
  const PatchGeometry& g = geometry_;
  const PatchKernels& kernels = patch_kernels(pass.compute);
  const std::ptrdiff_t first = std::ptrdiff_t{group.first} * image_reals(g);
  const Real* group_d_y = d_y + std::ptrdiff_t{group.first} * grid_size(g) * outputs_;
  kernels.sum_pixels(std::ptrdiff_t{group.count} * grid_size(g), outputs_, group_d_y, gradients_.bias(pass, group));
  if (d_x) std::fill_n(d_x + first, std::ptrdiff_t{group.count} * image_reals(g), Real(0));
  for_each_band(g, group.count, scratch, [&](const Band& band) {
    const Real* band_d_y = group_d_y + std::ptrdiff_t{band.begin} * outputs_;
    // d_W = d_y^T * patches, summed over all positions of the group.
    kernels.gather(g, band.begin, band.begin + band.count, x + first, band.patches);
    multiply_in_task(pass.compute,
                     {.m = outputs_,
                      .n = patch_reals(g),
                      .k = band.count,
                      .a = transposed(band_d_y, outputs_),
                      .b = rows(band.patches, patch_reals(g)),
                      .c = gradients_.weight(pass, group),
                      .accumulate = band.begin == 0 ? Accumulate::kAssign : Accumulate::kAdd},
                     scratch);
    if (!d_x) return;
    // d_x = d_y * W, added back to where each patch came from.
    multiply_in_task(pass.compute,
                     {.m = band.count,
                      .n = patch_reals(g),
                      .k = outputs_,
                      .a = rows(band_d_y, outputs_),
                      .b = rows(pass.parameters + weight_.offset, patch_reals(g)),
                      .c = band.patches},
                     scratch);
    kernels.scatter_add(g, band.begin, band.begin + band.count, band.patches, d_x + first);
  });
}

LayerSpec Convolution::spec() const {
  const PatchGeometry& g = geometry_;
  return {.kind = LayerKind::kConvolution,
          .input = {g.height, g.width, g.channels},
          .units = outputs_,
          .activation = activation_.kind(),
          .initialiser = initialiser_,
          .window = g.window};
}

}  // namespace hourglass
