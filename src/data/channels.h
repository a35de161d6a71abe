// Images whose channels come first, as in PyTorch: each channel's pixels together.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/shape.h"

namespace hourglass {

/// Whether the dimensions after the count, three in all, begin with the channels: the first is 1, 3 or 4 and the others
/// exceed 4. Read as channels last, such an image would be at most 4 pixels high with more than 4 channels.
template <class Dimensions>
bool are_channels_first(const Dimensions& d) {
  return (d[1] == 1 || d[1] == 3 || d[1] == 4) && d[2] > 4 && d[3] > 4;
}

/// Converts each image of this shape from channels first to channels last.
template <class Value>
void move_channels_last(Shape shape, std::vector<Value>& values) {
  if (shape.channels == 1) return;
  const auto channels = static_cast<std::size_t>(shape.channels);
  const std::size_t features = static_cast<std::size_t>(shape.features()), area = features / channels;
  std::vector<Value> image(features);
  for (std::size_t first = 0; first < values.size(); first += features) {
    std::copy_n(&values[first], features, image.begin());
    for (std::size_t i = 0; i < features; ++i) values[first + i] = image[i % channels * area + i / channels];
  }
}

}  // namespace hourglass
