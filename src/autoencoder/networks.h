// The encoder and the decoder that an architecture calls for.
#pragma once

#include "autoencoder/architecture.h"
#include "core/error.h"
#include "nn/network.h"

namespace hourglass {

/// Whether the parts fit the input and each other. The error names the setting that does not, and holds for anything
/// that must be so before the networks are made.
Status check_networks(const Architecture& architecture);

/// True where the code keeps the grid of the last convolution: a vector-quantised one without hidden layers.
bool has_spatial_code(const Architecture& architecture);
/// What the decoder gets: latent values, or a grid of vectors of bottleneck_options.code_channels values each.
Shape code_shape(const Architecture& architecture);

/// Layers of the one may be tied to the other's: the encoder has to be built first.
struct Networks {
  Network encoder;  ///< input -> convolutions or transformer [-> labels] -> hidden layers -> what the bottleneck takes
  Network
      decoder;  ///< code [-> labels] -> hidden layers -> convolutions, where the encoder has some -> the input's shape
};
/// `encoder_outputs` are values per sample.
Networks make_networks(const Architecture& architecture, int encoder_outputs);

}  // namespace hourglass
