#include "app/panels/generate/state.h"

#include <algorithm>

#include "analysis/prior_draws.h"
#include "core/random.h"
#include "session/resolve.h"

namespace hourglass {
namespace {

/// Values drawn in one frame; more would delay it noticeably.
constexpr int kMostValues = 24'000;

}  // namespace

void GeneratePanelState::suit_network(const View& view) {
  new_run_ = generation_ != view.snapshot.generation;
  if (!new_run_) return;
  generation_ = view.snapshot.generation;
  const Settings& settings = view.snapshot.model.settings;
  const bool has_prior = follows_prior(settings);
  if (has_prior != had_prior_) source = has_prior ? CodeSource::kPrior : CodeSource::kMixture;
  had_prior_ = has_prior;
  if (!check_label(view.snapshot.model, label)) label = kNoLabel;
}

/// Empty where the network's codes follow no prior and one is asked for.
std::vector<float> GeneratePanelState::draw_codes(const Model& model, const Order& order) const {
  if (order.source == CodeSource::kPrior) {
    Result<Samples> drawn = draw_from_prior(
        model, {.count = order.count, .seed = order.seed, .temperature = order.temperature, .label = order.label});
    return drawn ? std::move(drawn->values) : std::vector<float>{};
  }
  std::vector<float> codes;
  for (int n = 0; n < order.count; ++n) {
    Random random({order.seed, Stream::kMixtureDraws, static_cast<std::uint64_t>(n)});
    const std::vector<float> code = draw(mixture_.result(), random, order.temperature);
    codes.insert(codes.end(), code.begin(), code.end());
  }
  return codes;
}

void GeneratePanelState::update(const View& view, int count) {
  // In the first frame of a new run the codes are still those of the run before.
  if (new_run_) return;
  const Snapshot& snapshot = view.snapshot;
  const int size = code_size(snapshot.model);
  if (source == CodeSource::kMixture) {
    mixture_.use_codes(view.codes, snapshot);
    view.tasks.request(mixture_);
    if (mixture_.result().features != size || mixture_.result().components() == 0) return;
  }
  count = std::min(count, std::max(kMostValues / std::max(size, 1), 1));
  const Order order{source, temperature, label, count, size, seed, generation_};
  const bool by_hand = !(order == order_);
  if (by_hand || (source == CodeSource::kMixture && mixture_fits_ != mixture_.fits())) {
    order_ = order;
    mixture_fits_ = mixture_.fits();
    decoded_.decode(draw_codes(snapshot.model, order), labels_for_draws(snapshot.model, count, label),
                    DecodedImagesTask::when(snapshot, by_hand));
  }
  view.tasks.request(decoded_);
}

}  // namespace hourglass
