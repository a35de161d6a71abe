#include "core/thread_choice.h"

#include <algorithm>

namespace hourglass {
namespace {

/// Windows between two tries.
constexpr int kLeastPatience = 4, kMostPatience = 64;
/// The other way must take at most this share of the time.
constexpr double kGain = 0.97;
/// Of a new window in the running mean.
constexpr double kShare = 0.3;

}  // namespace

void ThreadChoice::report(int tasks, double now) {
  const bool begins = start_ < 0 || now - last_ > kLongestGap;
  last_ = now;
  if (begins) {
    start_ = now;
    tasks_ = 0;
    return;
  }
  tasks_ += tasks;
  if (now - start_ < kWindow) return;
  end_window((now - start_) / tasks_);
  start_ = now;
  tasks_ = 0;
}

void ThreadChoice::end_window(double seconds_per_task) {
  double& mean = alone_ ? rate_alone_ : rate_together_;
  const double other = alone_ ? rate_together_ : rate_alone_;
  if (trying_) {
    trying_ = false;
    windows_ = 0;
    // What was measured long ago says little of now.
    mean = seconds_per_task;
    const bool better = mean < kGain * other;
    patience_ = better ? kLeastPatience : std::min(2 * patience_, kMostPatience);
    if (!better) alone_ = !alone_;
    return;
  }
  mean = mean == 0 ? seconds_per_task : mean + kShare * (seconds_per_task - mean);
  if (++windows_ < patience_) return;
  alone_ = !alone_;
  trying_ = true;
}

}  // namespace hourglass
