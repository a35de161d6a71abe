#include "analysis/prior_draws.h"

#include "core/random.h"
#include "session/resolve.h"

namespace hourglass {

Result<Samples> draw_from_prior(const Model& model, const PriorDraws& draws) {
  const Settings& settings = model.settings;
  // Draws of another distribution than the codes' would mean nothing to the decoder.
  if (!follows_prior(settings)) {
    return Error{"setting-does-not-fit", "bottleneck", "",
                 "a model whose codes follow a prior (gaussian, mmd, adversarial)",
                 settings.bottleneck + " without any"};
  }
  if (settings.condition == "label" && draws.label >= settings.condition_classes) {
    return Error{"data-no-such-class", "label", "", "0 to " + std::to_string(settings.condition_classes - 1),
                 std::to_string(draws.label)};
  }
  const int size = code_size(model);
  Samples codes{size, static_cast<std::uint32_t>(draws.count), {}, {}};
  for (int n = 0; n < draws.count; ++n) {
    Random random({draws.seed, Stream::kPrior, static_cast<std::uint64_t>(n)});
    for (int j = 0; j < size; ++j) codes.values.push_back(draws.temperature * random.normal());
    if (draws.label != kNoLabel) {
      codes.labels.push_back(draws.label);
    } else if (draws.classes > 0) {
      codes.labels.push_back(n % draws.classes);
    }
  }
  return codes;
}

}  // namespace hourglass
