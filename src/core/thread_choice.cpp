#include "core/thread_choice.h"

#include <algorithm>

namespace hourglass {
namespace {

/// The other way must take at most this share of the time.
constexpr double kGain = 0.97;
/// Of a new window in the running mean.
constexpr double kShare = 0.3;

}  // namespace

void ThreadChoice::step(double seconds) {
  seconds_ += seconds;
  ++steps_;
  if (seconds_ < kWindow) return;
  end_window(seconds_ / steps_);
  seconds_ = 0;
  steps_ = 0;
}

void ThreadChoice::end_window(double seconds_per_step) {
  double& mean = alone_ ? time_alone_ : time_together_;
  const double other = alone_ ? time_together_ : time_alone_;
  if (trying_) {
    trying_ = false;
    windows_ = 0;
    // What was measured long ago says little of now.
    mean = seconds_per_step;
    const bool better = mean < kGain * other;
    patience_ = better ? kLeastPatience : std::min(2 * patience_, kMostPatience);
    if (!better) alone_ = !alone_;
    return;
  }
  mean = mean == 0 ? seconds_per_step : mean + kShare * (seconds_per_step - mean);
  if (++windows_ < patience_) return;
  alone_ = !alone_;
  trying_ = true;
}

}  // namespace hourglass
