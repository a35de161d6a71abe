// Dropout: zeroes a random share of its inputs during training.
#pragma once

#include "nn/layer.h"

namespace hourglass {

/// In kTraining y[i] = x[i] / (1 - rate) with probability 1 - rate, else 0; otherwise y = x.
/// Shapes: x and y features x N. Nothing is trainable.
/// Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov 2014, "Dropout", section 4; scaled while training
/// instead of afterwards (inverted), so that the other modes copy. A function of (seed, step, layer, place in the
/// batch).
class Dropout : public Layer {
 public:
  /// `rate`, the share of inputs that training sets to 0, in [0, 1).
  Dropout(const Shape& shape, double rate) : shape_(shape), rate_(rate) {}

  LayerSpec spec() const override;
  Shape output_shape() const override { return shape_; }
  void build(LayerBuilder& builder) override;
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;

 private:
  std::size_t values(const Pass& pass) const {
    return static_cast<std::size_t>(shape_.features()) * static_cast<std::size_t>(pass.batch);
  }

  Shape shape_;
  double rate_;
  int number_ = 0;
  CacheSlot factors_;  ///< what each input was multiplied by
};

}  // namespace hourglass
