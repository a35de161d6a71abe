#include "session/history.h"

namespace hourglass {

void History::add(const HistoryPoint& point) {
  // Keep only every stride_-th point, so that the curve stays evenly spaced and bounded.
  if (++skipped_ < stride_) return;
  if (points_.size() == kMostPoints) {
    // Keep every second point; the new one is dropped.
    for (std::size_t i = 0; i < kMostPoints / 2; ++i) points_[i] = points_[2 * i + 1];
    points_.resize(kMostPoints / 2);
    stride_ *= 2;
    return;
  }
  skipped_ = 0;
  points_.push_back(point);
}

void History::clear() {
  points_.clear();
  points_.reserve(kMostPoints);
  stride_ = 1;
  skipped_ = 0;
}

}  // namespace hourglass
