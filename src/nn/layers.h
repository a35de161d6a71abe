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
  int units = 1;  ///< outputs; of a convolution the channels that come out, of append-labels the classes
  Activation activation = Activation::kLinear;
  Initialiser initialiser = Initialiser::kAuto;
  Window window;
  OutputPadding output_padding;
  double rate = 0.5;  ///< of dropout
  int heads = 1;      ///< of attention
  int patch = 1;      ///< pixels on a side
  int visible = 0;    ///< tokens in training; 0: all
};

struct LayerRow {
  std::string_view id;
  std::string_view formula;
  std::unique_ptr<Layer> (*make)(const LayerSpec& spec);
};
std::span<const LayerRow> layers();

}  // namespace hourglass
