// The activation at the end of a layer, and what has to be kept for its derivative.
#pragma once

#include "nn/layer.h"

namespace hourglass {

/// y = f(input), element by element. Most activations get their derivative from y, so that the layer writes its sums
/// into y and they are replaced there; for the others the sums have a cache of their own.
class LayerActivation {
 public:
  explicit LayerActivation(Activation kind) : kind_(kind) {}

  /// `features` values per sample.
  void build(LayerBuilder& builder, int features);
  Activation kind() const { return kind_; }
  bool keeps_input() const { return input_.index >= 0; }
  /// Where the layer writes what f is applied to: y itself, or the cache.
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
