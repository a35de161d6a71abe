// Optimisers: each turns gradients into a change of the parameters, in one pass over one flat buffer.
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

/// One update, after the backward pass of step `step` (1, 2, ...). `state` holds row.states buffers of `size` values,
/// one after the other, all zero before the first step.
///   kSgd   v = momentum v + g;  p -= learning_rate v
///   kAdam  Kingma and Ba 2015, algorithm 1, with beta 0.9 and 0.999, epsilon 1e-8 added to the bias-corrected root:
///          m = 0.9 m + 0.1 g;  v = 0.999 v + 0.001 g^2;  p -= learning_rate m' / (sqrt(v') + 1e-8)
void update_parameters(const Compute& compute, Optimiser kind, const OptimiserOptions& options, std::uint64_t step,
                       std::size_t size, const Real* gradients, Real* parameters, Real* state);

}  // namespace hourglass
