// The activations: one table, and the two functions that apply one to many values.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "core/compute.h"
#include "core/real.h"

namespace hourglass {

enum class Activation { kLinear, kRelu, kLeakyRelu, kTanh, kSigmoid, kGelu, kSilu };

/// How a layer before this activation is best initialised.
enum class InitialiserFamily { kXavier, kHe };

/// Derivatives at one place, computed from y = f(x) alone.
struct OutputSlope {
  Real slope;   ///< f'(x)
  Real change;  ///< d f'(x) / d f(x)
};

/// Why a unit no longer learns. kDead: its output is 0 for every image. kSaturated: its output lies at the ends of the
/// activation's range for almost every image, where the slope is next to nothing.
enum class StuckUnits { kNeither, kDead, kSaturated };

/// Outputs at which the slope is next to nothing: those up to `low` and those from `high` on.
struct FlatOutputs {
  StuckUnits stuck = StuckUnits::kNeither;  ///< what a unit is that gives no others; kNeither: there are none
  Real low = 0, high = 0;
};

/// One row per activation.
struct ActivationRow {
  Activation kind;
  std::string_view id;
  std::string_view formula;
  InitialiserFamily suits;
  /// Null where the derivative cannot be computed from the output.
  OutputSlope (*slope_at)(Real output);
  FlatOutputs flat;

  /// True where the derivative needs the input: layers then keep it until the backward pass.
  constexpr bool needs_input() const { return slope_at == nullptr; }
};
/// In Activation's order.
std::span<const ActivationRow> activations();
const ActivationRow& activation_row(Activation kind);

/// Slope of the leaky ReLU below zero.
inline constexpr Real kLeakySlope = Real(0.01);

/// output[i] = f(input[i]). `output` may be `input`. GELU is the tanh form, SiLU the exact x sigmoid(x) (Hendrycks and
/// Gimpel 2016, "Gaussian error linear units", section 2).
void activation_forward(const Compute& compute, Activation kind, std::size_t size, const Real* input, Real* output);
/// The same on the calling thread alone, for use inside a task.
void activation_forward_in_task(const Compute& compute, Activation kind, std::size_t size, const Real* input,
                                Real* output);
/// Inside a task: d[i] *= f'(input[i]), in place; `input` may be null where the row does not need it.
void activation_backward_in_task(const Compute& compute, Activation kind, std::size_t size, const Real* input,
                                 const Real* output, Real* d);

}  // namespace hourglass
