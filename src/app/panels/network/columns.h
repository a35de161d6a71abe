// The network as people draw it: one column for each layer that has units, with the setting that makes it.
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
  std::string description;              ///< of the first one
  const LayerOutput* output = nullptr;  ///< of the last one; not owned
  /// The list setting that has this column's size, and its place there; empty where none has.
  std::string_view setting;
  int item = -1;
};

/// The columns of an encoder's layers, the bottleneck's own (the last) left out; of a decoder's, the image's (the last)
/// left out. `outputs` must outlive them.
std::vector<NetworkColumn> encoder_columns(std::span<const LayerOutput> outputs, const Settings& settings);
std::vector<NetworkColumn> decoder_columns(std::span<const LayerOutput> outputs, const Settings& settings);

/// A list setting's text with one item changed; with one more item like it after it; without it. Of an empty list the
/// second makes one of `first` units.
std::string with_item(const std::vector<int>& list, int item, int value);
std::string with_item_after(const std::vector<int>& list, int item, int first);
std::string without_item(const std::vector<int>& list, int item);

}  // namespace hourglass
