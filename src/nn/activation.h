// The activations: one table, and the two functions that apply one to many values.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "core/compute.h"
#include "core/real.h"

namespace hourglass {

enum class Activation { kLinear, kRelu, kLeakyRelu, kTanh, kSigmoid, kGelu };

/// How a layer before this activation is best initialised.
enum class InitialiserFamily { kXavier, kHe };

/// One row per activation.
struct ActivationRow {
  Activation kind;
  std::string_view id;
  std::string_view formula;
  InitialiserFamily suits;
  /// True where the derivative needs the input; the others get theirs from the output.
  bool needs_input;
};
std::span<const ActivationRow> activations();
const ActivationRow& activation_row(Activation kind);

/// Slope of the leaky ReLU below zero.
inline constexpr Real kLeakySlope = Real(0.01);

/// output[i] = f(input[i]). `output` may be `input`. GELU is the tanh form (Hendrycks and Gimpel 2016, section 2).
void activation_forward(const Compute& compute, Activation kind, std::size_t size, const Real* input, Real* output);
/// The same on the calling thread alone, for use inside a task.
void activation_forward_in_task(const Compute& compute, Activation kind, std::size_t size, const Real* input,
                                Real* output);
/// Inside a task: d[i] *= f'(input[i]), in place; `input` may be null where the row does not need it.
void activation_backward_in_task(const Compute& compute, Activation kind, std::size_t size, const Real* input,
                                 const Real* output, Real* d);

}  // namespace hourglass
