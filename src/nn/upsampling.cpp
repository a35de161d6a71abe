#include "nn/upsampling.h"

#include <algorithm>

#include "core/assert.h"
#include "nn/patches.h"

namespace hourglass {

Upsampling::Upsampling(const Shape& input, const Shape& output) : input_(input), output_(output) {
  HG_ASSERT((output.height + 1) / 2 == input.height && (output.width + 1) / 2 == input.width &&
                output.channels == input.channels,
            "upsampling doubles an image, or gives one row or column less");
}

namespace {

/// Calls body(x's pixel, y's pixel) for every pixel of every output, row by row, on all threads.
template <class Body>
void for_each_pixel_pair(const Pass& pass, const Shape& input, const Shape& output, const Body& body) {
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real*) {
    for (std::ptrdiff_t n = group.first; n < group.first + group.count; ++n) {
      std::ptrdiff_t to = n * output.features();
      for (int i = 0; i < output.height; ++i) {
        for (int j = 0; j < output.width; ++j, to += output.channels) {
          body(n * input.features() + (std::ptrdiff_t{i / 2} * input.width + j / 2) * input.channels, to);
        }
      }
    }
  });
}

}  // namespace

void Upsampling::forward(const Pass& pass, const Real* x, Real* y) const {
  for_each_pixel_pair(pass, input_, output_,
                      [&](std::ptrdiff_t from, std::ptrdiff_t to) { std::copy_n(x + from, input_.channels, y + to); });
}

void Upsampling::backward(const Pass& pass, const Real*, const Real*, Real* d_y, Real* d_x) const {
  if (!d_x) return;
  std::fill_n(d_x, std::ptrdiff_t{input_.features()} * pass.batch, Real(0));
  for_each_pixel_pair(pass, input_, output_, [&](std::ptrdiff_t from, std::ptrdiff_t to) {
    for (int c = 0; c < input_.channels; ++c) d_x[from + c] += d_y[to + c];
  });
}

LayerSpec Upsampling::spec() const {
  return {.kind = LayerKind::kUpsampling,
          .input = input_,
          .output_padding = {output_.height - (2 * input_.height - 1), output_.width - (2 * input_.width - 1)}};
}

}  // namespace hourglass
