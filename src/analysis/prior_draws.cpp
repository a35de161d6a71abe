#include "analysis/prior_draws.h"

#include <algorithm>

#include "core/random.h"
#include "session/resolve.h"

namespace hourglass {

Status check_label(const Model& model, int label) {
  if (label == kNoLabel) return Done{};
  if (model.settings.condition.kind != Condition::kLabel) {
    return Error{"setting-does-not-fit", "label", "", "a model that was trained with labels (condition = label)",
                 "one without a condition"};
  }
  const std::vector<int> known = known_labels(model.settings.condition);
  if (std::find(known.begin(), known.end(), label) == known.end()) {
    return Error{"data-no-such-class", "label", "", labels_text(known), std::to_string(label)};
  }
  return Done{};
}

Result<Samples> draw_from_prior(const Model& model, const PriorDraws& draws) {
  // Draws of another distribution than the codes' would mean nothing to the decoder.
  if (!follows_prior(model.settings)) {
    return Error{"setting-does-not-fit", "bottleneck", "",
                 "a model whose codes follow a prior (gaussian, mmd, adversarial)",
                 std::string(bottleneck_row(model.settings.architecture.bottleneck).id) + " without any"};
  }
  if (Status status = check_label(model, draws.label); !status) return status.error();
  Samples codes{.features = code_size(model), .count = static_cast<std::uint32_t>(draws.count)};
  for (std::uint32_t n = 0; n < codes.count; ++n) {
    Random random({draws.seed, Stream::kPriorDraws, n});
    for (int j = 0; j < codes.features; ++j) codes.values.push_back(draws.temperature * random.normal());
  }
  codes.labels = labels_for_draws(model, draws.count, draws.label);
  return codes;
}

std::vector<int> labels_for_draws(const Model& model, int count, int label) {
  std::vector<int> labels;
  const std::vector<int> known = known_labels(model.settings.condition);
  if (known.empty()) return labels;
  for (std::size_t n = 0; n < static_cast<std::size_t>(count); ++n) {
    labels.push_back(label != kNoLabel ? label : known[n % known.size()]);
  }
  return labels;
}

}  // namespace hourglass
