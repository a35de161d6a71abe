// The layers of a network by the names that their parameters' names begin with.
#pragma once

#include <string>
#include <vector>

#include "autoencoder/autoencoder.h"

namespace hourglass {

struct NamedLayer {
  std::string name;  ///< such as "encoder.0"
  const Network* network = nullptr;
  std::size_t index = 0;  ///< in its network

  const Layer& layer() const { return *network->layers()[index]; }
  /// Its output in the last pass.
  const Real* output(const Pass& pass) const { return network->output(pass, index); }
};

/// From the sample to the reconstruction; valid as long as the autoencoder.
std::vector<NamedLayer> named_layers(const Autoencoder& autoencoder);

/// One tensor by its name, such as "encoder.0.weight"; null where there is none.
const Parameter* find_parameter(const Autoencoder& autoencoder, const std::string& name);

}  // namespace hourglass
