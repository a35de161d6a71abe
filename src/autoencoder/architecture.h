// The architecture of an autoencoder: the settings of every part, resolved and ready to build.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "autoencoder/bottleneck.h"
#include "autoencoder/corruption.h"
#include "autoencoder/penalty.h"
#include "core/shape.h"
#include "nn/activation.h"
#include "nn/initialiser.h"
#include "nn/layer_spec.h"
#include "nn/loss.h"

namespace hourglass {

/// How the encoder halves an image.
enum class DownsampleKind { kStride, kMax, kAverage };
/// How the decoder doubles an image.
enum class UpsampleKind { kTransposed, kNearest };
/// The normalisation between a hidden layer's sums and its activation.
enum class NormalisationKind { kNone, kBatch, kLayer, kGroup };
/// What encoder and decoder receive about a sample beside its pixels and its code.
enum class Condition { kNone, kLabel };

/// One row per choice, for any of these enums.
template <class Kind>
struct ChoiceRow {
  Kind kind;
  std::string_view id;
  std::string_view blurb;
};
/// `layer` is absent where there is no normalisation.
struct NormalisationRow : ChoiceRow<NormalisationKind> {
  std::optional<LayerKind> layer;
};
std::span<const ChoiceRow<DownsampleKind>> downsamples();
std::span<const ChoiceRow<UpsampleKind>> upsamples();
std::span<const NormalisationRow> normalisations();
const NormalisationRow& normalisation_row(NormalisationKind kind);
std::span<const ChoiceRow<Condition>> conditions();

/// The transformer at the beginning of the encoder; see PatchEmbedding and TransformerBlock.
struct TransformerOptions {
  int blocks = 0;     ///< 0: no transformer
  int patch = 4;      ///< pixels on a side, see PatchEmbedding; must divide the image's sides
  int width = 64;     ///< values per token
  int heads = 4;      ///< must divide the width
  double masked = 0;  ///< share of the patches that training hides; at least one remains

  bool operator==(const TransformerOptions&) const = default;
};

/// The composition Corruption -> Encoder -> Bottleneck -> Decoder -> ReconstructionLoss, with penalties on the code.
/// The decoder mirrors the encoder, unless it has hidden layers of its own; a transformer has no mirror.
struct Architecture {
  Shape input = {28, 28, 1};
  /// Features of the input that are categories; their outputs are logits, and the output activation is linear.
  std::vector<CategoryGroup> groups;
  /// What the encoder receives where a feature is missing (NaN): one value per feature; empty where none may be
  /// missing.
  std::vector<float> missing;
  /// Channels of the encoder's convolutions, before the hidden layers. Each halves the image; of an input one pixel
  /// high (a signal, a text) it halves the width alone.
  std::vector<int> channels;
  /// Pixels on a side of the convolutions' windows, odd; 1 x kernel where the input is one pixel high.
  int kernel = 3;
  DownsampleKind downsample = DownsampleKind::kStride;
  UpsampleKind upsample = UpsampleKind::kTransposed;
  /// An alternative to convolutions.
  TransformerOptions transformer;
  /// Units of the encoder's hidden layers, from the input to the bottleneck.
  std::vector<int> hidden = {128};
  /// Of the decoder's, from the bottleneck to the output; empty: the encoder's backwards.
  std::vector<int> decoder_hidden;
  /// Of every hidden layer and convolution, per channel.
  NormalisationKind normalisation = NormalisationKind::kNone;
  /// Dropout rate of every hidden layer and convolution, in [0, 1); 0: no dropout.
  double dropout = 0;
  /// Dense weights of the decoder are the transposes of the encoder's, wherever the shapes mirror each other.
  bool tied = false;
  /// Z, the size of the code; see code_shape.
  int latent = 32;
  /// Of every hidden layer.
  Activation activation = Activation::kRelu;
  /// Of the code itself; a Gaussian bottleneck's parameters are always linear.
  Activation code_activation = Activation::kLinear;
  /// How the last layer's values become pixels; binary cross-entropy has its own sigmoid and ignores this.
  Activation output_activation = Activation::kSigmoid;
  ReconstructionLoss loss = ReconstructionLoss::kMse;
  double huber_delta = kDefaultHuberDelta;
  Initialiser initialiser = Initialiser::kAuto;
  BottleneckKind bottleneck = BottleneckKind::kPlain;
  BottleneckOptions bottleneck_options;
  /// Number of classes whose labels (Pass::labels, 0 .. classes - 1) encoder and decoder receive; 0: none.
  int classes = 0;
  /// Of the encoder's input while training; the target stays clean.
  CorruptionKind corruption = CorruptionKind::kNone;
  double corruption_strength = 0.3;
  /// Those with a weight above 0 are part of the network.
  PenaltyOptions penalty_options;

  bool operator==(const Architecture&) const = default;
};

}  // namespace hourglass
