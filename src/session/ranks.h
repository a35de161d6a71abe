// The processes that train one model together, as the trainer of one of them sees them.
#pragma once

#include <atomic>
#include <cstddef>

#include "core/compute.h"
#include "core/error.h"

namespace hourglass {

class ShardedGradient;
struct Settings;

/// Every process has a rank, 0 .. count() - 1, and makes the same calls in the same order. A function that returns
/// false found that another process has ended; no call may follow it.
class Ranks {
 public:
  virtual ~Ranks() = default;

  virtual int count() const = 0;
  virtual int rank() const = 0;

  /// Whether this number of ranks can share a run with these settings.
  virtual Status check(const Settings& settings) const = 0;
  /// Of `count` items of `bytes` bytes each, every rank has assigned its part (part_of_count); afterwards all ranks
  /// have all items.
  virtual bool share(void* items, int count, std::size_t bytes) = 0;
  /// Completes the sum over the shards of all ranks, in the order of shard_sums, and assigns it to every rank's
  /// ShardedGradient::root().
  virtual bool sum(const Compute& compute, ShardedGradient& gradient) = 0;

  /// Whether another process has ended.
  virtual bool lost() const = 0;

  /// Asks for an end of the run after a step that all ranks agree on. From any thread.
  void ask_to_stop() { stop_asked_ = true; }
  bool stop_asked() const { return stop_asked_; }

 private:
  std::atomic<bool> stop_asked_ = false;
};

}  // namespace hourglass
