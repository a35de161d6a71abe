#include "nn/transposed_convolution.h"

#include <algorithm>

#include "core/assert.h"

namespace hourglass {

Shape TransposedConvolution::output_shape(const Shape& input, int outputs, const Window& window,
                                          const OutputPadding& padding) {
  const auto length = [](int positions, const WindowSide& side, int more) {
    return (positions - 1) * side.stride - 2 * side.padding + side.kernel + more;
  };
  return {length(input.height, window.along_height(), padding.height),
          length(input.width, window.along_width(), padding.width), outputs};
}

TransposedConvolution::TransposedConvolution(const Shape& input, int outputs, const Window& window,
                                             const OutputPadding& output_padding, Activation activation,
                                             Initialiser initialiser)
    : geometry_(patch_geometry(output_shape(input, outputs, window, output_padding), window)),
      inputs_(input.channels),
      activation_(activation),
      initialiser_(initialiser) {
  HG_ASSERT(output_padding.height >= 0 && output_padding.width >= 0, "output padding must not be negative");
  HG_ASSERT(geometry_.grid_height == input.height && geometry_.grid_width == input.width,
            "output padding must be less than the stride");
}

void TransposedConvolution::build(LayerBuilder& builder) {
  const PatchGeometry& g = geometry_;
  // What one output sums, and how many outputs one input reaches.
  const int summed = window_size(g.window) * inputs_ / step_size(g.window);
  const Fan fan{std::max(1, summed), patch_reals(g)};
  weight_ =
      builder.add_parameter("weight", weight_shape(inputs_, g), initialiser_, activation_.kind(), fan, channels_last());
  bias_ = builder.add_parameter("bias", {g.channels}, Initialiser::kZero, activation_.kind(), fan);
  gradients_.build(builder, weight_, bias_);
  activation_.build(builder, output_shape().features());
}

void TransposedConvolution::forward(const Pass& pass, const Real* x, Real* y) const {
  const PatchGeometry& g = geometry_;
  const PatchKernels& kernels = patch_kernels(pass.compute);
  Real* before = activation_.input(pass, y);
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real* scratch) {
    const Real* group_x = x + std::ptrdiff_t{group.first} * grid_size(g) * inputs_;
    const std::ptrdiff_t first = std::ptrdiff_t{group.first} * image_reals(g);
    kernels.fill(std::ptrdiff_t{group.count} * g.height * g.width, g.channels, pass.parameters + bias_.offset,
                 before + first);
    for_each_band(g, group.count, scratch, [&](const Band& band) {
      multiply_in_task(pass.compute,
                       {.m = band.count,
                        .n = patch_reals(g),
                        .k = inputs_,
                        .a = rows(group_x + std::ptrdiff_t{band.begin} * inputs_, inputs_),
                        .b = rows(pass.parameters + weight_.offset, patch_reals(g)),
                        .c = band.patches},
                       scratch);
      kernels.scatter_add(g, band.begin, band.begin + band.count, band.patches, before + first);
    });
    activation_.forward(pass, first, group_reals(group, output_shape()), y);
  });
}

void TransposedConvolution::backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const {
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real* scratch) {
    activation_.backward(pass, std::ptrdiff_t{group.first} * output_shape().features(),
                         group_reals(group, output_shape()), y, d_y);
    backward_group(pass, group, x, d_y, d_x, scratch);
  });
  gradients_.add_up(pass);
}

void TransposedConvolution::backward_group(const Pass& pass, const ImageGroup& group, const Real* x, const Real* d_y,
                                           Real* d_x, Real* scratch) const {
  const PatchGeometry& g = geometry_;
  const PatchKernels& kernels = patch_kernels(pass.compute);
  const Real* group_d_y = d_y + std::ptrdiff_t{group.first} * image_reals(g);
  kernels.sum_pixels(std::ptrdiff_t{group.count} * g.height * g.width, g.channels, group_d_y,
                     gradients_.bias(pass, group));
  for_each_band(g, group.count, scratch, [&](const Band& band) {
    const std::ptrdiff_t first = (std::ptrdiff_t{group.first} * grid_size(g) + band.begin) * inputs_;
    kernels.gather(g, band.begin, band.begin + band.count, group_d_y, band.patches);
    // d_W = x^T * patches of d_y, summed over all positions of the group.
    multiply_in_task(pass.compute,
                     {.m = inputs_,
                      .n = patch_reals(g),
                      .k = band.count,
                      .a = transposed(x + first, inputs_),
                      .b = rows(band.patches, patch_reals(g)),
                      .c = gradients_.weight(pass, group),
                      .accumulate = band.begin == 0 ? Accumulate::kAssign : Accumulate::kAdd},
                     scratch);
    if (!d_x) return;
    // d_x = patches of d_y * W^T: the convolution that this layer transposes.
    multiply_in_task(pass.compute,
                     {.m = band.count,
                      .n = inputs_,
                      .k = patch_reals(g),
                      .a = rows(band.patches, patch_reals(g)),
                      .b = transposed(pass.parameters + weight_.offset, patch_reals(g)),
                      .c = d_x + first},
                     scratch);
  });
}

LayerSpec TransposedConvolution::spec() const {
  const PatchGeometry& g = geometry_;
  const Shape input{g.grid_height, g.grid_width, inputs_};
  const Shape reached = output_shape(input, g.channels, g.window, {0, 0});
  return {.kind = LayerKind::kTransposedConvolution,
          .input = input,
          .units = g.channels,
          .activation = activation_.kind(),
          .initialiser = initialiser_,
          .window = g.window,
          .output_padding = {g.height - reached.height, g.width - reached.width}};
}

}  // namespace hourglass
