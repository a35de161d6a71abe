#include "app/shell/frame_statistics.h"

#include <algorithm>
#include <utility>

namespace hourglass {
namespace {

constexpr std::size_t kMostTimes = 4096;

void append(std::vector<float>& times, double milliseconds) {
  if (times.size() < kMostTimes) times.push_back(static_cast<float>(milliseconds));
}

}  // namespace

std::vector<float> interface_times(const FrameTimes& times) {
  std::vector<float> sums(std::min(times.building.size(), times.submitting.size()));
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = times.building[i] + times.submitting[i];
  return sums;
}

double percentile_99(std::vector<float> values) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) * 99 / 100);
  std::nth_element(values.begin(), at, values.end());
  return static_cast<double>(*at);
}

void FrameStatistics::add_building(double milliseconds) {
  ++times_.frames;
  last_building_ms_ = milliseconds;
  times_.longest = std::max(times_.longest, milliseconds);
  append(times_.building, milliseconds);
}

void FrameStatistics::add_submitting(double milliseconds) { append(times_.submitting, milliseconds); }

void FrameStatistics::add_training_slice(double milliseconds) {
  times_.longest_training_slice = std::max(times_.longest_training_slice, milliseconds);
}

void FrameStatistics::add_task_slice(double milliseconds) {
  times_.longest_task_slice = std::max(times_.longest_task_slice, milliseconds);
}

FrameTimes FrameStatistics::take() { return std::exchange(times_, {}); }

}  // namespace hourglass
