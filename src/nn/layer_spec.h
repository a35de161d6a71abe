// What a layer is: the one description from which it is made, named, drawn, diagnosed and exported.
#pragma once

#include "core/shape.h"
#include "nn/activation.h"
#include "nn/initialiser.h"

namespace hourglass {

/// Every kind of layer; each has a row in layers().
enum class LayerKind {
  kDense,
  kConvolution,
  kTransposedConvolution,
  kBatchNormalisation,
  kLayerNormalisation,
  kGroupNormalisation,
  kDropout,
  kMaxPooling,
  kAveragePooling,
  kUpsampling,
  kAttention,
  kTransformerBlock,
  kPatchEmbedding,
  kMeanTokens,
  kAppendLabels,
};

/// The sides of an image that a window extends along.
enum class WindowSides { kBoth, kHeight, kWidth };

/// Signals and texts are images one pixel high, so windows extend along their width alone.
constexpr WindowSides sides_of(const Shape& image) {
  if (image.height == 1) return WindowSides::kWidth;
  return image.width == 1 ? WindowSides::kHeight : WindowSides::kBoth;
}

/// The extent of a convolution's window along one side of the image.
struct WindowSide {
  int kernel;   ///< pixels
  int stride;   ///< pixels from one position to the next; more of it makes the result smaller
  int padding;  ///< zeros beyond each end of the side
};

/// The window of a convolution: a square, or a row or column of pixels, which is one pixel wide across its side.
struct Window {
  int kernel = 3, stride = 2, padding = 1;
  WindowSides sides = WindowSides::kBoth;

  constexpr WindowSide along_height() const { return along(WindowSides::kHeight); }
  constexpr WindowSide along_width() const { return along(WindowSides::kWidth); }

 private:
  constexpr WindowSide along(WindowSides side) const {
    return sides == WindowSides::kBoth || sides == side ? WindowSide{kernel, stride, padding} : WindowSide{1, 1, 0};
  }
};

/// Rows and columns at the lower and right border of a larger image, beyond what the last position of a window reaches:
/// of the image sizes that a stride maps to the same grid, it chooses one. Less than the stride.
struct OutputPadding {
  int height = 1, width = 1;
};

/// Each kind of layer reads the fields that concern it; the others keep their defaults.
struct LayerSpec {
  LayerKind kind = LayerKind::kDense;
  Shape input = flat(1);
  /// Outputs of a dense layer, output channels of a convolution, values of an embedded patch, classes of append-labels.
  int units = 1;
  /// The function that the output comes out of; kLinear also for layers that have none.
  Activation activation = Activation::kLinear;
  Initialiser initialiser = Initialiser::kAuto;
  Window window;                 ///< of convolutions
  OutputPadding output_padding;  ///< of transposed convolutions and of upsampling, whose stride is 2
  double rate = 0.5;             ///< of dropout: the share of inputs set to 0, in [0, 1)
  int groups = 0;                ///< of group normalisation; 0: GroupNormalisation::default_groups
  int heads = 1;                 ///< of attention
  int patch = 1;                 ///< pixels on a side
  int visible = 0;               ///< tokens in training; 0: all
};

}  // namespace hourglass
