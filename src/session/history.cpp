#include "session/history.h"

namespace hourglass {

void History::add(const HistoryPoint& point) {
  // Points between the strides are dropped; the curve stays evenly spaced and bounded.
  if (++skipped_ < stride_) return;
  if (points_.size() == kMostPoints) {
    // Every second point stays; this one is among those that do not.
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
