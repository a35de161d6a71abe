// How long the frames take.
#pragma once

#include <vector>

namespace hourglass {

/// Training's share of a frame where it has no thread of its own, in milliseconds: 60 frames a second stay possible.
inline constexpr double kTrainingBudgetMs = 8;

/// All times in milliseconds.
struct FrameTimes {
  int frames = 0;
  double longest = 0;                       ///< building one frame, without training, background tasks and drawing
  double longest_training_slice = 0;        ///< training within one frame; near 0 where it has a thread of its own
  double slice_budget = kTrainingBudgetMs;  ///< the limit of such a slice
  double longest_task_slice = 0;            ///< one slice of a background task
  /// Building each frame, and submitting it to the graphics; of the first 4096 frames.
  std::vector<float> building, submitting;
};

/// Building and submitting together, for each frame.
std::vector<float> interface_times(const FrameTimes& times);

/// The value that 99 % of `values` do not exceed; 0 for none.
double percentile_99(std::vector<float> values);

/// Collects the times of frames.
class FrameStatistics {
 public:
  void add_building(double milliseconds);
  void add_submitting(double milliseconds);
  void add_training_slice(double milliseconds);
  void add_task_slice(double milliseconds);
  /// The times of all frames since the last call.
  FrameTimes take();

  double last_building_ms() const { return last_building_ms_; }

 private:
  FrameTimes times_;
  double last_building_ms_ = 0;
};

}  // namespace hourglass
