#include "nn/layers.h"

#include "nn/convolution.h"
#include "nn/dense.h"

namespace hourglass {
namespace {

std::unique_ptr<Layer> make_dense(const LayerSpec& spec) {
  return std::make_unique<Dense>(spec.input.features(), spec.units, spec.activation, spec.initialiser);
}

std::unique_ptr<Layer> make_convolution(const LayerSpec& spec) {
  return std::make_unique<Convolution>(spec.input, spec.units, spec.window, spec.activation, spec.initialiser);
}

std::unique_ptr<Layer> make_transposed_convolution(const LayerSpec& spec) {
  return std::make_unique<TransposedConvolution>(spec.input, spec.units, spec.window, spec.output_padding,
                                                 spec.activation, spec.initialiser);
}

constexpr LayerRow kLayers[] = {
    {"dense", "f(W x + b)", make_dense},
    {"convolution", "f(W * x + b)", make_convolution},
    {"transposed-convolution", "f(W^T * x + b)", make_transposed_convolution},
};

}  // namespace

std::span<const LayerRow> layers() { return kLayers; }

}  // namespace hourglass
