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

/// The square window of a convolution.
struct Window {
  int kernel = 3;   ///< pixels on a side
  int stride = 2;   ///< pixels from one position to the next; more of it makes the result smaller
  int padding = 1;  ///< zeros around the image, on each side
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
