// The activation at the end of a layer, and the cache that its derivative needs.
#pragma once

#include "nn/layer.h"

namespace hourglass {

/// y = f(input), element by element. Most activations compute their derivative from y: the layer writes its sums into
/// y, where f replaces them. For the others the sums have a cache.
class LayerActivation {
 public:
  explicit LayerActivation(Activation kind) : kind_(kind) {}

  /// `features` values per sample.
  void build(LayerBuilder& builder, int features);
  Activation kind() const { return kind_; }
  bool keeps_input() const { return input_.index >= 0; }
  /// Where the layer writes the input of f: y itself, or the cache.
  Real* input(const Pass& pass, Real* y) const { return keeps_input() ? pass.workspace.at(input_) : y; }

  /// Inside a task: y[i] = f(input[i]) for i in [begin, begin + size) of the whole batch.
  void forward(const Pass& pass, std::ptrdiff_t begin, std::size_t size, Real* y) const;
  /// Inside a task: d_y[i] *= f'(input[i]) for the same range.
  void backward(const Pass& pass, std::ptrdiff_t begin, std::size_t size, const Real* y, Real* d_y) const;

 private:
  Activation kind_;
  CacheSlot input_;
};

}  // namespace hourglass
