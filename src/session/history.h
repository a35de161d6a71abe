// The curves of a run: loss terms over time, thinned so that a long run needs no more memory than a short one.
#pragma once

#include <cstdint>
#include <vector>

#include "autoencoder/loss_terms.h"

namespace hourglass {

/// One point of the curves.
struct HistoryPoint {
  std::uint64_t step = 0;
  double epoch = 0;          ///< passes over the training set, with fraction
  LossTerms training;        ///< mean over the steps since the last point, per image
  LossTerms held_out;        ///< mean over the first held-out samples at this step, per image
  double learning_rate = 0;  ///< of this step, after the schedule
  double gradient_norm = 0;  ///< of this step's gradients, before clipping
};

/// Keeps at most kMostPoints points: when it is full, it drops every second one and doubles the spacing.
class History {
 public:
  static constexpr std::size_t kMostPoints = 1024;

  void add(const HistoryPoint& point);
  void clear();
  const std::vector<HistoryPoint>& points() const { return points_; }

 private:
  std::vector<HistoryPoint> points_;
  std::uint64_t stride_ = 1, skipped_ = 0;
};

}  // namespace hourglass
