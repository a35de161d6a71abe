// A stack of layers run one after the other.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "nn/layer.h"

namespace hourglass {

/// Owns its layers and knows where their outputs lie in the workspace; owns no numbers.
class Network {
 public:
  void add(std::unique_ptr<Layer> layer) { layers_.push_back(std::move(layer)); }
  /// Layers are named scope.0, scope.1, ...
  void build(LayerBuilder& builder, std::string_view scope);

  /// Runs all layers; the result stays in the workspace until the next pass.
  const Real* forward(const Pass& pass, const Real* x) const;
  /// After forward with the same pass and x. `d_output` may be overwritten; `d_x` is null where the input's gradient
  /// is not needed; then layers in front of the first one with parameters are skipped.
  void backward(const Pass& pass, const Real* x, Real* d_output, Real* d_x) const;

  /// One layer of the same passes, with the same arguments: forward from the first layer on, backward from the last.
  void forward_layer(const Pass& pass, const Real* x, std::size_t layer) const;
  void backward_layer(const Pass& pass, const Real* x, Real* d_output, Real* d_x, std::size_t layer,
                      BackwardPart part = BackwardPart::kAll) const;
  /// Output of the last layer in the last pass.
  const Real* last_output(const Pass& pass) const { return output(pass, layers_.size() - 1); }

  int output_features() const { return layers_.back()->output_shape().features(); }
  const std::vector<std::unique_ptr<Layer>>& layers() const { return layers_; }
  /// Output of one layer in the last pass.
  const Real* output(const Pass& pass, std::size_t layer) const { return pass.workspace.at(outputs_[layer]); }
  double multiply_adds() const;
  /// Of a backward pass without `d_x`: twice those of a forward pass, less the input gradients that are not needed.
  double backward_multiply_adds() const;

 private:
  std::vector<std::unique_ptr<Layer>> layers_;
  std::vector<CacheSlot> outputs_;
  std::size_t first_with_parameters_ = 0;
  CacheSlot gradients_[2];
};

}  // namespace hourglass
