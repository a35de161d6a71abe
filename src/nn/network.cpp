#include "nn/network.h"

#include <algorithm>

namespace hourglass {

void Network::build(LayerBuilder& builder, std::string_view scope) {
  int widest = 1;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    builder.enter(std::string(scope) + "." + std::to_string(i));
    const std::size_t parameters = builder.parameters().size();
    layers_[i]->build(builder);
    if (parameters == builder.parameters().size() && first_with_parameters_ == i) ++first_with_parameters_;
    const int features = layers_[i]->output_shape().features();
    outputs_.push_back(builder.add_cache(features));
    widest = std::max(widest, features);
  }
  for (CacheSlot& slot : gradients_) slot = builder.add_cache(widest);
}

void Network::forward_layer(const Pass& pass, const Real* x, std::size_t layer) const {
  layers_[layer]->forward(pass, layer > 0 ? output(pass, layer - 1) : x, pass.workspace.at(outputs_[layer]));
}

const Real* Network::forward(const Pass& pass, const Real* x) const {
  for (std::size_t i = 0; i < layers_.size(); ++i) forward_layer(pass, x, i);
  return last_output(pass);
}

void Network::backward_layer(const Pass& pass, const Real* x, Real* d_output, Real* d_x, std::size_t layer,
                             BackwardPart part) const {
  if (!d_x && layer < first_with_parameters_) return;
  const bool last = !d_x && layer == first_with_parameters_;
  Real* d_y = layer + 1 < layers_.size() ? pass.workspace.at(gradients_[(layer + 1) % 2]) : d_output;
  Real* d_input = layer > 0 && !last ? pass.workspace.at(gradients_[layer % 2]) : d_x;
  const Real* input = layer > 0 ? output(pass, layer - 1) : x;
  layers_[layer]->backward_part(pass, input, output(pass, layer), d_y, d_input, part);
}

void Network::backward(const Pass& pass, const Real* x, Real* d_output, Real* d_x) const {
  for (std::size_t i = layers_.size(); i-- > 0;) backward_layer(pass, x, d_output, d_x, i);
}

double Network::backward_multiply_adds() const {
  double sum = 0;
  for (std::size_t i = first_with_parameters_; i < layers_.size(); ++i) {
    sum += (i == first_with_parameters_ ? 1 : 2) * layers_[i]->multiply_adds();
  }
  return sum;
}

double Network::multiply_adds() const {
  double sum = 0;
  for (const auto& layer : layers_) sum += layer->multiply_adds();
  return sum;
}

}  // namespace hourglass
