// The validation part: training images that no step sees, which decide when the rate decays and when a run stops.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "nn/schedule.h"
#include "session/settings.h"

namespace hourglass {

/// The share of the training images to set aside: what the setting says, or a tenth where it says 0 and something
/// (patience, the plateau schedule) needs them. The held-out split never takes their place: it is for reports.
double validation_share(const Settings& settings);

/// Which training images are trained on, and which ones validate. They never mix.
struct TrainingParts {
  std::vector<std::uint32_t> training;  ///< empty: all `count` images, as they come
  std::vector<std::uint32_t> validation;
};
/// Drawn by seed. With a share above 0 each part gets at least one image; without one image to spare nothing is set
/// aside.
TrainingParts split_training(std::uint32_t count, double share, std::uint64_t seed);

/// What the validation losses have decided so far. Saved with a run, so that it goes on to the same bits.
struct ValidationState {
  double last_loss = std::numeric_limits<double>::infinity();  ///< objective per image after the last epoch
  double best_loss = std::numeric_limits<double>::infinity();
  std::uint64_t best_step = 0;              ///< the weights of which are kept
  std::uint64_t epochs_without_better = 0;  ///< in a row
  PlateauState plateau;

  bool operator==(const ValidationState&) const = default;
};

}  // namespace hourglass
