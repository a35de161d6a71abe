// Work on a network that takes longer than one frame, done in slices while a panel that needs it is on screen.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "session/inference.h"
#include "session/session.h"

namespace hourglass {

/// Computes something from one snapshot. The last result stays until a newer one is complete.
class BackgroundTask {
 public:
  virtual ~BackgroundTask() = default;

  /// The snapshot that the result was made from; null before the first result.
  const std::shared_ptr<const Snapshot>& made_from() const { return made_from_; }
  /// Says that the request has changed: the next result is begun at once.
  void changed() { ++version_; }
  /// True between the beginning of a result and its end.
  bool working() const { return working_on_ != nullptr; }

 protected:
  enum class Progress { kMore, kDone, kFailed };

 private:
  friend class TaskScheduler;
  using Clock = std::chrono::steady_clock;

  /// Starts a new result on a snapshot. Cheap.
  virtual void begin(const Snapshot& snapshot) = 0;
  /// Works for one slice, of about a millisecond at most. With kDone the new result is in place; with kFailed the old
  /// one stays.
  virtual Progress advance(Inference& inference, const Snapshot& snapshot) = 0;
  /// Drops the result: it belongs to another network or to other data.
  virtual void forget() = 0;
  /// False where the result is the same for all weights.
  virtual bool depends_on_weights() const { return true; }

  std::shared_ptr<const Snapshot> made_from_, working_on_;
  std::uint64_t version_ = 1, begun_version_ = 0, generation_ = 0;
  Clock::duration cost_{};
  Clock::time_point due_{};
};

/// Samples per slice of a task's work with a model of this size.
int samples_per_slice(const Model& model);
/// "from step 1,200" where the result is visibly older than the network shown, else empty.
std::string age_of(const BackgroundTask& task, const Snapshot& shown);
/// The same for something made from the network of step `made`, in the same run.
std::string age_of(std::uint64_t made, const Snapshot& shown);

}  // namespace hourglass
