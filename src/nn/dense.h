// The fully connected layer with its activation.
#pragma once

#include "nn/layer_activation.h"

namespace hourglass {

/// y = f(W x + b).
/// Shapes: x in x N, W out x in (each unit's weights are neighbours), b out, y out x N. Trainable: W, b.
class Dense : public Layer {
 public:
  Dense(int inputs, int outputs, Activation activation, Initialiser initialiser)
      : inputs_(inputs), outputs_(outputs), activation_(activation), initialiser_(initialiser) {}

  Shape output_shape() const override { return flat(outputs_); }
  void build(LayerBuilder& builder) override;
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;
  double multiply_adds() const override { return double(inputs_) * outputs_; }
  std::string describe() const override;

 private:
  /// d_y becomes the gradient before the activation; its sums over the batch become the bias's.
  void undo_activation(const Pass& pass, const Real* y, Real* d_y) const;

  int inputs_, outputs_;
  LayerActivation activation_;
  Initialiser initialiser_;
  ParameterSlot weight_, bias_;
};

}  // namespace hourglass
