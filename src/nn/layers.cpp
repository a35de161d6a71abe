#include "nn/layers.h"

#include "nn/dense.h"

namespace hourglass {
namespace {

std::unique_ptr<Layer> make_dense(const LayerSpec& spec) {
  return std::make_unique<Dense>(spec.input.features(), spec.units, spec.activation, spec.initialiser);
}

constexpr LayerRow kLayers[] = {
    {"dense", "f(W x + b)", make_dense},
};

}  // namespace

std::span<const LayerRow> layers() { return kLayers; }

}  // namespace hourglass
