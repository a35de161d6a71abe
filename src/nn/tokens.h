// Sequences: how many tokens a sample has, and passes in which every token is a sample.
#pragma once

#include "nn/layer.h"

namespace hourglass {

/// A sample of shape {T, 1, d} or {Hh, Ww, d} is a sequence of its pixels: tokens of d neighbouring values. In
/// kTraining a sample has only `training` of them, and samples lie packed: training x d values each.
struct TokenCount {
  int all = 1;
  int training = 1;  ///< at most `all`

  int in(Mode mode) const { return mode == Mode::kTraining ? training : all; }
};

/// The same pass for a layer to which every token is a sample of its own: tokens x N columns. Such a layer must be
/// built between LayerBuilder::set_columns(tokens.all) and set_columns(1).
inline Pass token_pass(const Pass& pass, const TokenCount& tokens) {
  Pass columns = pass;
  columns.batch *= tokens.in(pass.mode);
  return columns;
}

/// d values for each token of the batch.
inline std::size_t token_reals(const Pass& pass, const TokenCount& tokens, int width) {
  return static_cast<std::size_t>(pass.batch) * static_cast<std::size_t>(tokens.in(pass.mode)) *
         static_cast<std::size_t>(width);
}

}  // namespace hourglass
