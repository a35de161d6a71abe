// The shape of one sample: an image, or a plain list of features (1 x 1 x features).
#pragma once

namespace hourglass {

/// Height x width x channels; inside a column the channels of one pixel are neighbours, then the row's pixels.
struct Shape {
  int height = 1;
  int width = 1;
  int channels = 1;

  constexpr int features() const { return height * width * channels; }
  constexpr bool operator==(const Shape&) const = default;
};

constexpr Shape flat(int features) { return {1, 1, features}; }

}  // namespace hourglass
