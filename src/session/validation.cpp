#include "session/validation.h"

#include <algorithm>

#include "core/random.h"

namespace hourglass {

double validation_share(const Settings& settings) {
  constexpr double kShareWhereNeeded = 0.1;
  if (settings.training.validation > 0) return settings.training.validation;
  return settings.training.patience > 0 || settings.training.schedule.kind == Schedule::kPlateau ? kShareWhereNeeded
                                                                                                 : 0;
}

TrainingParts split_training(std::uint32_t count, double share, std::uint64_t seed) {
  TrainingParts parts;
  if (share <= 0 || count < 2) return parts;
  std::vector<std::uint32_t> order(count);
  shuffled_indices({seed, Stream::kValidation, 0}, order);
  const auto wanted = static_cast<std::uint32_t>(share * count);
  const std::uint32_t set_aside = std::clamp(wanted, std::uint32_t{1}, count - 1);
  parts.validation.assign(order.begin(), order.begin() + set_aside);
  parts.training.assign(order.begin() + set_aside, order.end());
  return parts;
}

bool stopped_early(const ValidationState& state, int patience) {
  return patience > 0 && state.epochs_without_better >= static_cast<std::uint64_t>(patience);
}

EpochVerdict judge_epoch(double loss, std::uint64_t step, const Settings& settings, const ScheduleOptions& schedule,
                         ValidationState& state) {
  state.last_loss = loss;
  if (settings.training.schedule.kind == Schedule::kPlateau)
    state.plateau = plateau_after_epoch(schedule, state.plateau, loss);
  if (settings.training.patience == 0) return EpochVerdict::kContinue;
  // A run that continues after an early stop starts counting anew.
  if (stopped_early(state, settings.training.patience)) state.epochs_without_better = 0;
  if (loss < state.best_loss) {
    state.best_loss = loss;
    state.best_step = step;
    state.epochs_without_better = 0;
    return EpochVerdict::kBest;
  }
  ++state.epochs_without_better;
  return stopped_early(state, settings.training.patience) ? EpochVerdict::kStop : EpochVerdict::kContinue;
}

}  // namespace hourglass
