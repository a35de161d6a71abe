// The fully connected layer with its activation.
#pragma once

#include "nn/layer_activation.h"

namespace hourglass {

/// y = f(W x + b).
/// Shapes: x in x N, W out x in (each unit's weights are neighbours), b out, y out x N. Trainable: W, b.
/// A layer may be tied to another one that leads the opposite way: then W is the transpose of that layer's, has no slot
/// of its own, and the gradient is the sum of both (Vincent et al. 2010, "Stacked denoising autoencoders",
/// section 2.2). The sum is complete only after the whole backward pass, so that gradients must be kept (Pass::update
/// null).
class Dense : public Layer {
 public:
  Dense(int inputs, int outputs, Activation activation, Initialiser initialiser)
      : inputs_(inputs), outputs_(outputs), activation_(activation), initialiser_(initialiser) {}

  bool leads_back_from(const Dense& other) const { return other.inputs_ == outputs_ && other.outputs_ == inputs_; }
  /// The weights are the transposes of those of `other`, which must be built before this one, live as long, and go
  /// backward after it; this one must lead back from it.
  void tie_to(Dense& other);

  Shape output_shape() const override { return flat(outputs_); }
  void build(LayerBuilder& builder) override;
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;
  const Dense* as_dense() const override { return this; }
  Activation output_activation() const override { return activation_.kind(); }
  double multiply_adds() const override { return double(inputs_) * outputs_; }
  std::string describe() const override;
  Activation activation() const { return activation_.kind(); }
  /// W's place, once it is built.
  const ParameterSlot& weight() const { return weight_; }

 private:
  /// d_y becomes the gradient before the activation; its sums over the batch become the bias's.
  void undo_activation(const Pass& pass, const Real* y, Real* d_y) const;

  Operand weight_in_forward(const Pass& pass) const;
  Operand weight_in_backward(const Pass& pass) const;
  Gemm weight_gradient(const Pass& pass, const Real* x, const Real* d_y) const;

  int inputs_, outputs_;
  const Dense* tied_to_ = nullptr;
  bool adds_gradient_ = false;  ///< to what a layer tied to this one has left
  LayerActivation activation_;
  Initialiser initialiser_;
  ParameterSlot weight_, bias_;
};

}  // namespace hourglass
