// The fully connected layer with its activation.
#pragma once

#include "nn/layer_activation.h"

namespace hourglass {

/// y = f(W x + b).
/// Shapes: x in x N, W out x in (each unit's weights are neighbours), b out, y out x N. Trainable: W, b.
/// A layer's weights may be tied to those of a layer that it mirrors: then W is the transpose of that layer's and has
/// no slot of its own, and the gradient is the sum of both (Vincent et al. 2010, "Stacked denoising autoencoders",
/// section 2.2). The sum is complete only after the whole backward pass, so that gradients must be stored (Pass::update
/// null).
class Dense : public Layer {
 public:
  Dense(int inputs, int outputs, Activation activation, Initialiser initialiser)
      : inputs_(inputs), outputs_(outputs), activation_(activation), initialiser_(initialiser) {}

  /// Whether inputs and outputs are exchanged with those of `other`.
  bool mirrors(const Dense& other) const { return other.inputs_ == outputs_ && other.outputs_ == inputs_; }
  /// Makes this layer's weights the transposes of those of `other`. This layer must mirror `other`, and `other` must be
  /// built before this one, live as long, and run its backward pass after it.
  void tie_weights_to(Dense& other);

  LayerSpec spec() const override;
  Shape output_shape() const override { return flat(outputs_); }
  void build(LayerBuilder& builder) override;
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;
  void backward_part(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x,
                     BackwardPart part) const override;
  double multiply_adds() const override { return double(inputs_) * outputs_; }
  /// W's place, once it is built.
  const ParameterSlot& weight() const { return weight_; }

 private:
  /// d_y becomes the gradient before the activation; its sums over the batch become the bias's.
  void undo_activation(const Pass& pass, const Real* y, Real* d_y) const;

  void backward_inputs(const Pass& pass, const Real* y, Real* d_y, Real* d_x) const;
  Operand weight_in_forward(const Pass& pass) const;
  Operand weight_in_backward(const Pass& pass) const;
  Gemm weight_gradient(const Pass& pass, const Real* x, const Real* d_y) const;

  int inputs_, outputs_;
  const Dense* tied_to_ = nullptr;
  bool adds_gradient_ = false;  ///< to the gradient that a layer tied to this one has stored
  LayerActivation activation_;
  Initialiser initialiser_;
  ParameterSlot weight_, bias_;
};

}  // namespace hourglass
