// What an autoencoder is made of: the settings of every part, resolved and ready to build.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "autoencoder/bottleneck.h"
#include "autoencoder/corruption.h"
#include "autoencoder/penalty.h"
#include "core/shape.h"
#include "nn/activation.h"
#include "nn/initialiser.h"
#include "nn/loss.h"

namespace hourglass {

/// How a convolution's image is halved.
enum class DownsampleKind { kStride, kMax, kAverage };
/// How the decoder doubles it again.
enum class UpsampleKind { kTransposed, kNearest };
/// What stands between a hidden layer's sums and its activation.
enum class NormalisationKind { kNone, kBatch, kLayer };
/// What encoder and decoder are told about a sample beside its pixels and its code.
enum class Condition { kNone, kLabel };

/// One row per way, for any of the four.
template <class Kind>
struct WayRow {
  Kind kind;
  std::string_view id;
  std::string_view blurb;
};
std::span<const WayRow<DownsampleKind>> downsamples();
std::span<const WayRow<UpsampleKind>> upsamples();
std::span<const WayRow<NormalisationKind>> normalisations();
std::span<const WayRow<Condition>> conditions();

/// The transformer at the beginning of the encoder; see PatchEmbedding and TransformerBlock.
struct TransformerOptions {
  int blocks = 0;     ///< 0: no transformer
  int patch = 4;      ///< pixels on a side; must divide the image's sides
  int width = 64;     ///< values per token
  int heads = 4;      ///< must divide the width
  double masked = 0;  ///< share of the patches that training hides; one at least stays
};

/// The composition Corruption -> Encoder -> Bottleneck -> Decoder -> ReconstructionLoss, with penalties on the code.
/// The decoder mirrors the encoder, unless it has hidden layers of its own; a transformer has no mirror.
struct Architecture {
  Shape input = {28, 28, 1};
  /// Channels of the encoder's convolutions (3 x 3; each halves the image), before the hidden layers.
  std::vector<int> channels;
  DownsampleKind downsample = DownsampleKind::kStride;
  UpsampleKind upsample = UpsampleKind::kTransposed;
  /// In the place of convolutions.
  TransformerOptions transformer;
  /// Units of the encoder's hidden layers, from the input to the bottleneck.
  std::vector<int> hidden = {128};
  /// Of the decoder's, from the bottleneck to the output; empty: the encoder's backwards.
  std::vector<int> decoder_hidden;
  /// Of every hidden layer and convolution, per channel.
  NormalisationKind normalisation = NormalisationKind::kNone;
  /// Share of every hidden layer's and convolution's outputs that training forgets; 0: none.
  double dropout = 0;
  /// Dense weights of the decoder are the transposes of the encoder's, wherever the shapes mirror each other.
  bool tied = false;
  /// Z, the size of the code; see code_shape.
  int latent = 32;
  /// Of every hidden layer.
  Activation activation = Activation::kRelu;
  /// Of the code itself; a Gaussian bottleneck's parameters are always linear.
  Activation code_activation = Activation::kLinear;
  /// How the last layer's values become pixels; binary cross-entropy brings its own sigmoid and ignores this.
  Activation output_activation = Activation::kSigmoid;
  ReconstructionLoss loss = ReconstructionLoss::kMse;
  double huber_delta = kDefaultHuberDelta;
  Initialiser initialiser = Initialiser::kAuto;
  BottleneckKind bottleneck = BottleneckKind::kPlain;
  BottleneckOptions bottleneck_options;
  /// Labels (0 .. classes - 1, of Pass::labels) that encoder and decoder are told; 0: none.
  int classes = 0;
  /// Of the encoder's input while training; the target stays clean.
  CorruptionKind corruption = CorruptionKind::kNone;
  double corruption_strength = 0.3;
  /// Those with a weight above 0 are part of the network.
  PenaltyOptions penalty_options;
};

}  // namespace hourglass
