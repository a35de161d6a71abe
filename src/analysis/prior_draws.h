// Codes drawn from the prior, for every face: the same model and seed give the same new images in the page, the program
// and the JavaScript API.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/samples.h"
#include "core/error.h"
#include "session/model.h"

namespace hourglass {

/// Refuses a label to decode by where the model has none to be asked for (setting-does-not-fit), and where a
/// conditional model does not know it (data-no-such-class). kNoLabel fits every model.
Status check_label(const Model& model, int label);

struct PriorDraws {
  int count = 1;
  std::uint64_t seed = 1;  ///< another seed, other codes; the n-th of a seed is the same for every count
  float temperature = 1;   ///< draws are multiplied by it: less variety below 1, the prior's mean at 0
  int label = kNoLabel;    ///< the label to decode all draws by; kNoLabel: the model's labels in turn
};

/// Draws of the standard normal distribution, code_size(model) values each, with the labels of labels_for_draws.
/// Refused where training did not draw the codes towards that distribution and where the model has no labels to be
/// asked for (setting-does-not-fit), and where a conditional model does not know the label (data-no-such-class).
Result<Samples> draw_from_prior(const Model& model, const PriorDraws& draws);

/// The labels by which `count` codes are decoded: `label` for each, or with kNoLabel the model's labels in turn; empty
/// where the model has no labels.
std::vector<int> labels_for_draws(const Model& model, int count, int label);

}  // namespace hourglass
