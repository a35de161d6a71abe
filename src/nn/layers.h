// The table of layers: what a network can be stacked from, and what the generic tests run over.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "nn/transposed_convolution.h"

namespace hourglass {

/// What any layer may be asked for; each kind reads what concerns it.
struct LayerSpec {
  Shape input = flat(1);
  int units = 1;  ///< outputs; of a convolution the channels that come out
  Activation activation = Activation::kLinear;
  Initialiser initialiser = Initialiser::kAuto;
  Window window;
  OutputPadding output_padding;
};

struct LayerRow {
  std::string_view id;
  std::string_view formula;
  std::unique_ptr<Layer> (*make)(const LayerSpec& spec);
};
std::span<const LayerRow> layers();

}  // namespace hourglass
