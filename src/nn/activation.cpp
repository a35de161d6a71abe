#include "nn/activation.h"

#include <limits>

#include "core/enum_table.h"
#include "core/parallel.h"
#include "nn/activation_kernels.h"

namespace hourglass {

HG_KERNEL_TABLES(ActivationKernels, kActivationKernels)

namespace {

constexpr OutputSlope linear_slope(Real) { return {1, 0}; }
constexpr OutputSlope relu_slope(Real y) { return {y > 0 ? Real(1) : Real(0), 0}; }
constexpr OutputSlope leaky_relu_slope(Real y) { return {y > 0 ? Real(1) : kLeakySlope, 0}; }
constexpr OutputSlope tanh_slope(Real y) { return {1 - y * y, -2 * y}; }
constexpr OutputSlope sigmoid_slope(Real y) { return {y * (1 - y), 1 - 2 * y}; }

constexpr FlatOutputs kDeadAtZero{StuckUnits::kDead, 0, std::numeric_limits<Real>::infinity()};
// A hundredth of the range from either end.
constexpr FlatOutputs kTanhEnds{StuckUnits::kSaturated, Real(-0.98), Real(0.98)};
constexpr FlatOutputs kSigmoidEnds{StuckUnits::kSaturated, Real(0.01), Real(0.99)};

using enum InitialiserFamily;

constexpr ActivationRow kActivations[] = {
    {Activation::kLinear, "linear", "x", kXavier, linear_slope, {}},
    {Activation::kRelu, "relu", "max(0, x)", kHe, relu_slope, kDeadAtZero},
    {Activation::kLeakyRelu, "leaky-relu", "x above 0, 0.01 x below", kHe, leaky_relu_slope, {}},
    {Activation::kTanh, "tanh", "tanh x", kXavier, tanh_slope, kTanhEnds},
    {Activation::kSigmoid, "sigmoid", "1 / (1 + e^-x)", kXavier, sigmoid_slope, kSigmoidEnds},
    {Activation::kGelu, "gelu", "x/2 (1 + tanh(0.798 (x + 0.0447 x^3)))", kHe, nullptr, {}},
    {Activation::kSilu, "silu", "x / (1 + e^-x)", kHe, nullptr, {}},
};
static_assert(in_enum_order(kActivations));

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
