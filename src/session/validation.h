// The validation part: training images that no step uses, which decide when the learning rate decays and when a run
// stops.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "nn/schedule.h"
#include "session/settings.h"

namespace hourglass {

/// The share of the training images to set aside: the setting, or a tenth where it is 0 and early stopping or the
/// plateau schedule needs them. The held-out split never replaces them: it is for reports.
double validation_share(const Settings& settings);

/// The training images that steps use, and those that validate. No image is in both.
struct TrainingParts {
  std::vector<std::uint32_t> training;  ///< empty: all `count` images, in their order
  std::vector<std::uint32_t> validation;
};
/// Drawn by seed. With a share above 0 each part gets at least one image; of fewer than two images none is set aside.
TrainingParts split_training(std::uint32_t count, double share, std::uint64_t seed);

/// What the validation losses have decided so far. Saved with a run, so that a resumed run reaches the same bits.
struct ValidationState {
  double last_loss = std::numeric_limits<double>::infinity();  ///< objective per image after the last epoch
  double best_loss = std::numeric_limits<double>::infinity();
  std::uint64_t best_step = 0;              ///< whose weights are kept
  std::uint64_t epochs_without_better = 0;  ///< in a row; stays at `patience` once that has ended the run
  PlateauState plateau;

  bool operator==(const ValidationState&) const = default;
};

/// Whether early stopping has ended the run: `patience` epochs (0: never) brought no smaller loss.
bool stopped_early(const ValidationState& state, int patience);

/// What an epoch's validation loss means for the run.
enum class EpochVerdict {
  kContinue,
  kBest,  ///< the least loss so far: its weights are to be kept
  kStop   ///< the loss has not fallen for as many epochs as the setting `patience` allows
};
/// Takes the loss of the epoch that ended at `step` into `state`. Without patience it is only recorded (kContinue).
EpochVerdict judge_epoch(double loss, std::uint64_t step, const Settings& settings, const ScheduleOptions& schedule,
                         ValidationState& state);

}  // namespace hourglass
