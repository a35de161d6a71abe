#include "nn/dense.h"

#include "core/assert.h"
#include "core/gemm.h"
#include "core/parallel.h"
#include "nn/dense_kernels.h"

namespace hourglass {

HG_KERNEL_TABLES(DenseKernels, kDenseKernels)

/// Features whose derivatives one task computes for the whole batch.
constexpr std::ptrdiff_t kFeaturesPerPart = 128;

void Dense::tie_weights_to(Dense& other) {
  HG_ASSERT(mirrors(other), "a tied layer must mirror the layer it is tied to");
  tied_to_ = &other;
  other.adds_gradient_ = true;
}

void Dense::build(LayerBuilder& builder) {
  const Fan fan{inputs_, outputs_};
  weight_ = tied_to_ ? tied_to_->weight_
                     : builder.add_parameter("weight", {outputs_, inputs_}, initialiser_, activation_.kind(), fan);
  bias_ = builder.add_parameter("bias", {outputs_}, Initialiser::kZero, activation_.kind(), fan);
  activation_.build(builder, outputs_);
}

namespace {

/// The activation as the tail of a multiply.
struct ActivationTail {
  const Compute& compute;
  Activation kind;

  ElementWise element_wise() const {
    const auto apply = [](const void* context, std::ptrdiff_t size, Real* values) {
      const ActivationTail& tail = *static_cast<const ActivationTail*>(context);
      activation_forward_in_task(tail.compute, tail.kind, static_cast<std::size_t>(size), values, values);
    };
    return {apply, this};
  }
};

}  // namespace

Operand Dense::weight_in_forward(const Pass& pass) const {
  const Real* weight = pass.parameters + weight_.offset;
  return tied_to_ ? rows(weight, outputs_) : transposed(weight, inputs_);
}

Operand Dense::weight_in_backward(const Pass& pass) const {
  const Real* weight = pass.parameters + weight_.offset;
  return tied_to_ ? transposed(weight, outputs_) : rows(weight, inputs_);
}

/// d_W = d_y x^T, or its transpose where W is another layer's.
Gemm Dense::weight_gradient(const Pass& pass, const Real* x, const Real* d_y) const {
  Gemm product{.m = outputs_,
               .n = inputs_,
               .k = pass.batch,
               .a = transposed(d_y, outputs_),
               .b = rows(x, inputs_),
               .c = nullptr,
               .accumulate = adds_gradient_ ? Accumulate::kAdd : Accumulate::kAssign};
  if (!tied_to_) return product;
  product.m = inputs_;
  product.n = outputs_;
  product.a = transposed(x, inputs_);
  product.b = rows(d_y, outputs_);
  return product;
}

void Dense::forward(const Pass& pass, const Real* x, Real* y) const {
  const ActivationTail tail{pass.compute, activation_.kind()};
  Gemm product{.m = pass.batch,
               .n = outputs_,
               .k = inputs_,
               .a = rows(x, inputs_),
               .b = weight_in_forward(pass),
               .c = activation_.input(pass, y),
               .bias = pass.parameters + bias_.offset};
  if (!activation_.keeps_input() && activation_.kind() != Activation::kLinear) product.tail = tail.element_wise();
  multiply(pass.compute, product);
  if (!activation_.keeps_input()) return;
  activation_forward(pass.compute, activation_.kind(),
                     static_cast<std::size_t>(outputs_) * static_cast<std::size_t>(pass.batch), product.c, y);
}

void Dense::undo_activation(const Pass& pass, const Real* y, Real* d_y) const {
  const DenseKernels& kernels = *kDenseKernelsByVariant[static_cast<int>(pass.compute.variant())];
  const std::ptrdiff_t outputs = outputs_;
  for_each_part(
      pass.compute, static_cast<std::size_t>(outputs_),
      [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
        for (std::ptrdiff_t n = 0; n < pass.batch; ++n) {
          activation_.backward(pass, n * outputs + begin, static_cast<std::size_t>(count), y, d_y);
        }
        kernels.bias_gradient(pass.batch, outputs, begin, begin + count, d_y, pass.gradients + bias_.offset);
      },
      kFeaturesPerPart);
}

void Dense::backward_inputs(const Pass& pass, const Real* y, Real* d_y, Real* d_x) const {
  undo_activation(pass, y, d_y);
  if (d_x) {
    multiply(pass.compute, {.m = pass.batch,
                            .n = inputs_,
                            .k = outputs_,
                            .a = rows(d_y, outputs_),
                            .b = weight_in_backward(pass),
                            .c = d_x});
  }
}

void Dense::backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const {
  backward_part(pass, x, y, d_y, d_x, BackwardPart::kAll);
}

void Dense::backward_part(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x,
                          BackwardPart part) const {
  if (part != BackwardPart::kParameters) backward_inputs(pass, y, d_y, d_x);
  if (part == BackwardPart::kInputs) return;
  finish_gradient(pass, bias_);
  HG_ASSERT(!pass.update || !(tied_to_ || adds_gradient_), "tied layers need their gradients stored");
  finish_gradient(pass, weight_, weight_gradient(pass, x, d_y));
}

LayerSpec Dense::spec() const {
  return {.kind = LayerKind::kDense,
          .input = flat(inputs_),
          .units = outputs_,
          .activation = activation_.kind(),
          .initialiser = initialiser_};
}

}  // namespace hourglass
