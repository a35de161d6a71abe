#include "nn/layer_activation.h"

namespace hourglass {

void LayerActivation::build(LayerBuilder& builder, int features) {
  if (activation_row(kind_).needs_input()) input_ = builder.add_cache(features);
}

void LayerActivation::forward(const Pass& pass, std::ptrdiff_t begin, std::size_t size, Real* y) const {
  if (kind_ == Activation::kLinear) return;
  activation_forward_in_task(pass.compute, kind_, size, input(pass, y) + begin, y + begin);
}

void LayerActivation::backward(const Pass& pass, std::ptrdiff_t begin, std::size_t size, const Real* y,
                               Real* d_y) const {
  if (kind_ == Activation::kLinear) return;
  const Real* before = keeps_input() ? pass.workspace.at(input_) + begin : nullptr;
  activation_backward_in_task(pass.compute, kind_, size, before, y + begin, d_y + begin);
}

}  // namespace hourglass
