// Past snapshots of a run, thinned so that a long run takes no more memory than a short one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "session/session.h"

namespace hourglass {

/// Keeps snapshots of one generation, evenly spaced in steps: above the limit it drops every second one and doubles the
/// spacing. The snapshots are shared, not copied.
class Timeline {
 public:
  /// Limits: the number of snapshots, and the bytes of weights and curves in all of them.
  static constexpr std::size_t kMostMoments = 96, kMostBytes = std::size_t{64} << 20;

  /// Adds a run's newest snapshot; a snapshot of another generation replaces all others.
  void add(std::shared_ptr<const Snapshot> snapshot);
  /// The snapshots kept, in the order of their steps.
  const std::vector<std::shared_ptr<const Snapshot>>& moments() const { return moments_; }

 private:
  std::size_t most() const;

  std::vector<std::shared_ptr<const Snapshot>> moments_;
  std::uint64_t spacing_ = 1;  ///< minimum number of steps between two moments
};

}  // namespace hourglass
