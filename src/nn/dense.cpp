#include "nn/dense.h"

#include "core/gemm.h"
#include "core/parallel.h"
#include "nn/dense_kernels.h"

namespace hourglass {

HG_KERNEL_TABLES(DenseKernels, kDenseKernels)

void Dense::build(LayerBuilder& builder) {
  const Fan fan{inputs_, outputs_};
  weight_ = builder.add_parameter("weight", {outputs_, inputs_}, initialiser_, activation_, fan);
  bias_ = builder.add_parameter("bias", {outputs_}, Initialiser::kZero, activation_, fan);
  if (activation_row(activation_).needs_input) before_activation_ = builder.add_cache(outputs_);
}

void Dense::forward(const Pass& pass, const Real* x, Real* y) const {
  Real* before = before_activation_.index < 0 ? y : pass.workspace.at(before_activation_);
  multiply(pass.compute, {.m = pass.batch,
                          .n = outputs_,
                          .k = inputs_,
                          .a = rows(x, inputs_),
                          .b = transposed(pass.parameters + weight_.offset, inputs_),
                          .c = before,
                          .bias = pass.parameters + bias_.offset});
  if (activation_ == Activation::kLinear) return;
  const std::size_t size = static_cast<std::size_t>(outputs_) * static_cast<std::size_t>(pass.batch);
  activation_forward(pass.compute, activation_, size, before, y);
}

void Dense::backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const {
  const std::size_t size = static_cast<std::size_t>(outputs_) * static_cast<std::size_t>(pass.batch);
  const Real* before = before_activation_.index < 0 ? nullptr : pass.workspace.at(before_activation_);
  activation_backward(pass.compute, activation_, size, before, y, d_y);

  const DenseKernels& kernels = *kDenseKernelsByVariant[static_cast<int>(pass.compute.variant())];
  for_each_part(pass.compute, static_cast<std::size_t>(outputs_), [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
    kernels.bias_gradient(pass.batch, outputs_, begin, begin + count, d_y, pass.gradients + bias_.offset);
  }, 512);
  multiply(pass.compute, {.m = outputs_,
                          .n = inputs_,
                          .k = pass.batch,
                          .a = transposed(d_y, outputs_),
                          .b = rows(x, inputs_),
                          .c = pass.gradients + weight_.offset,
                          .accumulate = Accumulate::kAdd});
  if (!d_x) return;
  multiply(pass.compute, {.m = pass.batch,
                          .n = inputs_,
                          .k = outputs_,
                          .a = rows(d_y, outputs_),
                          .b = rows(pass.parameters + weight_.offset, inputs_),
                          .c = d_x});
}

std::string Dense::describe() const {
  return "dense " + std::to_string(inputs_) + " -> " + std::to_string(outputs_) + ", " +
         std::string(activation_row(activation_).id);
}

}  // namespace hourglass
