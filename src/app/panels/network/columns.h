// The network as a diagram: one column for each layer that has units, with the setting that gives its size.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "session/inference.h"
#include "session/settings.h"

namespace hourglass {

/// Layers that belong together, such as a convolution, its normalisation and its pooling.
struct NetworkColumn {
  std::vector<std::string> names;       ///< of the layers, such as "encoder.0"
  LayerSpec spec;                       ///< of the first one
  const LayerOutput* output = nullptr;  ///< of the last one; not owned
  /// The list setting that holds this column's size, and the index there; empty where none does.
  std::string_view setting;
  int item = -1;
};

/// The columns of an encoder's layers without the last, which is the bottleneck's; of a decoder's layers without the
/// last, which makes the image. `outputs` must outlive them.
std::vector<NetworkColumn> encoder_columns(std::span<const LayerOutput> outputs, const Settings& settings);
std::vector<NetworkColumn> decoder_columns(std::span<const LayerOutput> outputs, const Settings& settings);

/// A list setting's text with one item changed, with a copy of the item inserted after it (an empty list becomes one
/// item of `first` units), and without it.
std::string with_item(const std::vector<int>& list, int item, int value);
std::string with_item_after(const std::vector<int>& list, int item, int first);
std::string without_item(const std::vector<int>& list, int item);

}  // namespace hourglass
