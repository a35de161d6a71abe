// Optimisers: each turns gradients into a change of the parameters, over one flat buffer.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/compute.h"
#include "core/real.h"

namespace hourglass {

enum class Optimiser { kSgd, kAdam };

struct OptimiserOptions {
  double learning_rate = 1e-3;
  double momentum = 0.9;  ///< of SGD; 0 is plain gradient descent
};

/// One row per optimiser.
struct OptimiserRow {
  Optimiser kind;
  std::string_view id;
  std::string_view blurb;
  int states;  ///< values kept per parameter
};
std::span<const OptimiserRow> optimisers();
const OptimiserRow& optimiser_row(Optimiser kind);

/// One update of the parameters, usable piece by piece and from several threads on different pieces, each parameter
/// once. `state` holds row.states buffers of `size` values, one after the other, all zero before the first step.
///   kSgd   v = momentum v + g;  p -= learning_rate v
///   kAdam  Kingma and Ba 2015, algorithm 1, with beta 0.9 and 0.999, epsilon 1e-8 added to the bias-corrected root:
///          m = 0.9 m + 0.1 g;  v = 0.999 v + 0.001 g^2;  p -= learning_rate m' / (sqrt(v') + 1e-8)
class ParameterUpdate {
 public:
  /// `step` counts from 1.
  ParameterUpdate(const Compute& compute, Optimiser kind, const OptimiserOptions& options, std::uint64_t step,
                  std::size_t size, Real* parameters, Real* state);

  /// Updates parameters [offset, offset + count) by their gradients.
  void apply(std::size_t offset, std::size_t count, const Real* gradients) const;

 private:
  Variant variant_;
  Optimiser kind_;
  Real learning_rate_, momentum_, adam_step_size_, adam_inverse_root_bias_;
  std::size_t size_;
  Real* parameters_;
  Real* state_;
};

/// The whole update at once, on all threads, after the backward pass of step `step` (1, 2, ...).
void update_parameters(const Compute& compute, Optimiser kind, const OptimiserOptions& options, std::uint64_t step,
                       std::size_t size, const Real* gradients, Real* parameters, Real* state);

}  // namespace hourglass
