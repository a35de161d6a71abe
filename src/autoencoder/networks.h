// Builds the encoder and the decoder of an architecture.
#pragma once

#include "autoencoder/architecture.h"
#include "core/error.h"
#include "nn/network.h"

namespace hourglass {

/// Whether the parts fit the input and each other; the error names the setting that does not. To be checked before
/// make_networks.
Status check_networks(const Architecture& architecture);

/// True where the code keeps the grid of the last convolution: with a vector-quantised bottleneck and no hidden layers.
bool has_spatial_code(const Architecture& architecture);
/// The shape of the decoder's input: latent values, or a grid of vectors of bottleneck_options.code_channels values
/// each.
Shape code_shape(const Architecture& architecture);

/// The decoder's weights may be tied to the encoder's, so the encoder must be built first.
struct Networks {
  Network encoder;  ///< input -> convolutions or transformer [-> labels] -> hidden layers -> the bottleneck's input
  Network
      decoder;  ///< code [-> labels] -> hidden layers -> convolutions, where the encoder has some -> the input's shape
};
/// `encoder_outputs`: values per sample of the encoder's output.
Networks make_networks(const Architecture& architecture, int encoder_outputs);

}  // namespace hourglass
