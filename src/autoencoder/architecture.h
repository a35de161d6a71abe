// What an autoencoder is made of: the settings of every part, resolved and ready to build.
#pragma once

#include <vector>

#include "autoencoder/bottleneck.h"
#include "core/shape.h"
#include "nn/activation.h"
#include "nn/initialiser.h"
#include "nn/loss.h"

namespace hourglass {

/// The composition Encoder -> Bottleneck -> Decoder -> ReconstructionLoss. The decoder mirrors the encoder.
struct Architecture {
  Shape input = {28, 28, 1};
  /// Channels of the encoder's convolutions (3 x 3, stride 2: each halves the image), before the hidden layers.
  std::vector<int> channels;
  /// Units of the encoder's hidden layers, from the input to the bottleneck.
  std::vector<int> hidden = {128};
  /// Z, the size of the code.
  int latent = 32;
  /// Of every hidden layer.
  Activation activation = Activation::kRelu;
  /// Of the code itself; a Gaussian bottleneck's parameters are always linear.
  Activation code_activation = Activation::kLinear;
  /// How the last layer's values become pixels; binary cross-entropy brings its own sigmoid and ignores this.
  Activation output_activation = Activation::kSigmoid;
  ReconstructionLoss loss = ReconstructionLoss::kMse;
  Initialiser initialiser = Initialiser::kAuto;
  BottleneckKind bottleneck = BottleneckKind::kPlain;
  BottleneckOptions bottleneck_options;
};

}  // namespace hourglass
