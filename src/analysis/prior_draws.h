// Codes drawn from the prior: what a decoder makes new images of.
#pragma once

#include <cstdint>

#include "analysis/samples.h"
#include "core/error.h"
#include "session/model.h"

namespace hourglass {

struct PriorDraws {
  int count = 1;
  std::uint64_t seed = 1;  ///< another seed, other codes; the n-th of a seed is the same for every count
  float temperature = 1;   ///< draws are multiplied by it: less variety below 1, the prior's mean at 0
  int label = kNoLabel;    ///< what a conditional model is to draw; without it the labels in turn
  int classes = 0;         ///< labels to go through in turn; 0: no labels
};

/// Draws of the standard normal distribution, code_size(model) values each, with the labels to decode them by. Refused
/// where training did not draw the codes towards that distribution (setting-does-not-fit), and where a conditional
/// model does not know the label (data-no-such-class).
Result<Samples> draw_from_prior(const Model& model, const PriorDraws& draws);

}  // namespace hourglass
