// Optimisers: each turns gradients into a change of the parameters, over one flat buffer.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/compute.h"
#include "core/real.h"

namespace hourglass {

enum class Optimiser { kSgd, kNesterov, kRmsprop, kAdam, kAdamW };

struct OptimiserOptions {
  double learning_rate = 1e-3;
  double momentum = 0.9;  ///< of SGD and Nesterov's; 0 is plain gradient descent
  /// Draws every parameter, biases included, towards 0. AdamW subtracts learning_rate * weight_decay * parameter
  /// directly (decoupled); the others add weight_decay * parameter to the gradient (an L2 penalty of half of it).
  double weight_decay = 0;

  bool operator==(const OptimiserOptions&) const = default;
};

/// One row per optimiser.
struct OptimiserRow {
  Optimiser kind;
  std::string_view id;
  std::string_view blurb;
  int states;  ///< values stored per parameter
};
std::span<const OptimiserRow> optimisers();
const OptimiserRow& optimiser_row(Optimiser kind);

/// The numbers of one step, the same for all parameters.
struct UpdateStep {
  Optimiser kind;
  Real learning_rate, momentum;
  Real decay;              ///< share of a parameter that is added to its gradient, or that AdamW subtracts from it
  Real adam_step_size;     ///< learning rate over the first moment's bias correction
  Real inverse_root_bias;  ///< 1 over the square root of the second moment's bias correction
};

/// One update of the parameters. It may be applied piece by piece, from several threads on different pieces, to each
/// parameter once. `state` holds row.states buffers of `size` values, one after the other, all zero before the first
/// step. All as in PyTorch; g is the gradient, with weight_decay * p added in all but AdamW:
///   kSgd      v = momentum v + g;  p -= learning_rate v
///   kNesterov v = momentum v + g;  p -= learning_rate (g + momentum v)     (Sutskever et al. 2013)
///   kRmsprop  v = 0.99 v + 0.01 g^2;  p -= learning_rate g / (sqrt(v) + 1e-8)
///             (Hinton 2012, lecture 6; not centred and without momentum)
///   kAdam     Kingma and Ba 2015, algorithm 1, with beta 0.9 and 0.999, epsilon 1e-8 added to the bias-corrected root:
///             m = 0.9 m + 0.1 g;  v = 0.999 v + 0.001 g^2;  p -= learning_rate m' / (sqrt(v') + 1e-8)
///   kAdamW    p -= learning_rate weight_decay p, then as kAdam     (Loshchilov and Hutter 2019, algorithm 2)
class ParameterUpdate {
 public:
  /// `step` counts from 1.
  ParameterUpdate(const Compute& compute, Optimiser kind, const OptimiserOptions& options, std::uint64_t step,
                  std::size_t size, Real* parameters, Real* state);

  /// Updates parameters [offset, offset + count) by their gradients.
  void apply(std::size_t offset, std::size_t count, const Real* gradients) const;

 private:
  Variant variant_;
  UpdateStep step_;
  std::size_t size_;
  Real* parameters_;
  Real* state_;
};

/// The whole update at once, on all threads, after the backward pass of step `step` (1, 2, ...).
void update_parameters(const Compute& compute, Optimiser kind, const OptimiserOptions& options, std::uint64_t step,
                       std::size_t size, const Real* gradients, Real* parameters, Real* state);

}  // namespace hourglass
