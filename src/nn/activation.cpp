#include "nn/activation.h"

#include "core/parallel.h"
#include "nn/activation_kernels.h"

namespace hourglass {

HG_KERNEL_TABLES(ActivationKernels, kActivationKernels)

namespace {

constexpr ActivationRow kActivations[] = {
    {Activation::kLinear, "linear", "x", InitialiserFamily::kXavier, false},
    {Activation::kRelu, "relu", "max(0, x)", InitialiserFamily::kHe, false},
    {Activation::kLeakyRelu, "leaky-relu", "x above 0, 0.01 x below", InitialiserFamily::kHe, false},
    {Activation::kTanh, "tanh", "tanh x", InitialiserFamily::kXavier, false},
    {Activation::kSigmoid, "sigmoid", "1 / (1 + e^-x)", InitialiserFamily::kXavier, false},
    {Activation::kGelu, "gelu", "x/2 (1 + tanh(0.798 (x + 0.0447 x^3)))", InitialiserFamily::kHe, true},
};

const ActivationKernels& kernels(const Compute& compute) {
  return *kActivationKernelsByVariant[static_cast<int>(compute.variant())];
}

}  // namespace

std::span<const ActivationRow> activations() { return kActivations; }

const ActivationRow& activation_row(Activation kind) { return kActivations[static_cast<int>(kind)]; }

void activation_forward(const Compute& compute, Activation kind, std::size_t size, const Real* input, Real* output) {
  for_each_part(compute, size, [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
    kernels(compute).forward(kind, count, input + begin, output + begin);
  });
}

void activation_forward_in_task(const Compute& compute, Activation kind, std::size_t size, const Real* input,
                                Real* output) {
  kernels(compute).forward(kind, static_cast<std::ptrdiff_t>(size), input, output);
}

void activation_backward_in_task(const Compute& compute, Activation kind, std::size_t size, const Real* input,
                                 const Real* output, Real* d) {
  kernels(compute).backward(kind, static_cast<std::ptrdiff_t>(size), input, output, d);
}

}  // namespace hourglass
