// The validation part: training images that no step uses. Their loss decides when the learning rate decays and when a
// run stops.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "nn/schedule.h"
#include "session/settings.h"

namespace hourglass {

/// The share of the training images to set aside: the setting `validation`, or 0.1 if it is 0 and early stopping or the
/// plateau schedule needs them. The held-out split is never used instead: it only serves reports.
double validation_share(const Settings& settings);

/// The training images that steps use, and those of the validation part. No image is in both.
struct TrainingParts {
  std::vector<std::uint32_t> training;  ///< empty: all `count` images, in their order
  std::vector<std::uint32_t> validation;
};
/// Divides the images at random by seed. With a share above 0 each part gets at least one image; fewer than two images
/// are not divided.
TrainingParts split_training(std::uint32_t count, double share, std::uint64_t seed);

/// The state of early stopping and of the plateau schedule. Saved with a run, so that a resumed run computes the same
/// bits.
struct ValidationState {
  double last_loss = std::numeric_limits<double>::infinity();  ///< objective per image after the last epoch
  double best_loss = std::numeric_limits<double>::infinity();
  std::uint64_t best_step = 0;              ///< the step whose weights are kept
  std::uint64_t epochs_without_better = 0;  ///< consecutive; stays at `patience` once early stopping has ended the run
  PlateauState plateau;

  bool operator==(const ValidationState&) const = default;
};

/// Whether early stopping has ended the run: the loss has not improved for `patience` epochs (0: never).
bool stopped_early(const ValidationState& state, int patience);

/// The consequence of an epoch's validation loss.
enum class EpochVerdict {
  kContinue,
  kBest,  ///< the least loss so far: keep its weights
  kStop   ///< the loss has not fallen for as many epochs as the setting `patience` allows
};
/// Updates `state` with the loss of the epoch that ended at `step`. Without patience only records it (kContinue).
EpochVerdict judge_epoch(double loss, std::uint64_t step, const Settings& settings, const ScheduleOptions& schedule,
                         ValidationState& state);

}  // namespace hourglass
