#include "analysis/named_layers.h"

#include <algorithm>

namespace hourglass {

std::vector<NamedLayer> named_layers(const Autoencoder& autoencoder) {
  std::vector<NamedLayer> layers;
  const auto add = [&](const Network& network, const std::string& scope) {
    for (std::size_t i = 0; i < network.layers().size(); ++i)
      layers.push_back({scope + "." + std::to_string(i), &network, i});
  };
  add(autoencoder.encoder(), "encoder");
  add(autoencoder.decoder(), "decoder");
  return layers;
}

const Parameter* find_parameter(const Autoencoder& autoencoder, const std::string& name) {
  const auto& all = autoencoder.parameters();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Parameter& p) { return p.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace hourglass
