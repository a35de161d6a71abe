// The table of layers: what a network can be stacked from, and what the generic tests run over.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "nn/layer.h"

namespace hourglass {

/// kComputes: the layer's outputs are features of its own. kAdjusts: it changes or extends the features of the layer
/// before it, as a normalisation does; drawings show both as one.
enum class LayerRole { kComputes, kAdjusts };

/// One row per kind of layer.
struct LayerRow {
  LayerKind kind;
  std::string_view id;
  std::string_view formula;
  LayerRole role;
  std::unique_ptr<Layer> (*make)(const LayerSpec& spec);
  std::string (*describe)(const LayerSpec& spec);
};
/// In LayerKind's order.
std::span<const LayerRow> layers();
const LayerRow& layer_row(LayerKind kind);

/// A new layer, not yet built. make_layer(spec)->spec() describes the same layer as `spec`.
std::unique_ptr<Layer> make_layer(const LayerSpec& spec);

/// One line, such as "dense 784 -> 128, relu".
std::string describe(const LayerSpec& spec);

}  // namespace hourglass
