#include "nn/network.h"

#include <algorithm>

namespace hourglass {

void Network::build(LayerBuilder& builder, std::string_view scope) {
  int widest = 1;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    builder.enter(std::string(scope) + "." + std::to_string(i));
    layers_[i]->build(builder);
    const int features = layers_[i]->output_shape().features();
    outputs_.push_back(builder.add_cache(features));
    widest = std::max(widest, features);
  }
  for (CacheSlot& slot : gradients_) slot = builder.add_cache(widest);
}

const Real* Network::forward(const Pass& pass, const Real* x) const {
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    Real* y = pass.workspace.at(outputs_[i]);
    layers_[i]->forward(pass, x, y);
    x = y;
  }
  return x;
}

void Network::backward(const Pass& pass, const Real* x, Real* d_output, Real* d_x) const {
  Real* d_y = d_output;
  for (std::size_t i = layers_.size(); i-- > 0;) {
    const Real* input = i > 0 ? output(pass, i - 1) : x;
    Real* d_input = i > 0 ? pass.workspace.at(gradients_[i % 2]) : d_x;
    layers_[i]->backward(pass, input, output(pass, i), d_y, d_input);
    d_y = d_input;
  }
}

double Network::multiply_adds() const {
  double sum = 0;
  for (const auto& layer : layers_) sum += layer->multiply_adds();
  return sum;
}

}  // namespace hourglass
