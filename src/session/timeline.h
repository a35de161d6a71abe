// The past of a run: snapshots from its beginning on, thinned so that a long run takes no more memory than a short one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "session/session.h"

namespace hourglass {

/// Keeps snapshots of one generation, evenly spaced in steps: above the limit every second one is dropped and the
/// spacing doubles. The snapshots are shared, not copied.
class Timeline {
 public:
  /// Limits: snapshots, and bytes of weights in all of them.
  static constexpr std::size_t kMostMoments = 96, kMostBytes = std::size_t{64} << 20;

  /// Adds a run's newest snapshot; one of another generation replaces all others.
  void add(std::shared_ptr<const Snapshot> snapshot);
  /// In the order of their steps.
  const std::vector<std::shared_ptr<const Snapshot>>& moments() const { return moments_; }

 private:
  std::size_t most() const;

  std::vector<std::shared_ptr<const Snapshot>> moments_;
  std::uint64_t spacing_ = 1;  ///< steps between two moments, at least
};

}  // namespace hourglass
