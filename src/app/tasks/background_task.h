// Work on a network that is too much for one frame: done in portions, a few in every frame, for the panels on screen.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "session/inference.h"
#include "session/session.h"

namespace hourglass {

/// Something worked out from one snapshot. The last result stays until a newer one is complete.
class BackgroundTask {
 public:
  virtual ~BackgroundTask() = default;

  /// The snapshot that the result was made from; null before there is one.
  const std::shared_ptr<const Snapshot>& made_from() const { return made_from_; }
  /// Says that what is asked for has changed: the next result is begun at once.
  void changed() { ++version_; }
  /// True between the beginning of a result and its end.
  bool working() const { return working_on_ != nullptr; }

 protected:
  enum class Progress { kMore, kDone, kFailed };

 private:
  friend class TaskScheduler;
  using Clock = std::chrono::steady_clock;

  /// Begins anew on a snapshot. Cheap.
  virtual void begin(const Snapshot& snapshot) = 0;
  /// One portion, of about a millisecond at most. With kDone the new result is in place; with kFailed the old one
  /// stays.
  virtual Progress advance(Inference& inference, const Snapshot& snapshot) = 0;
  /// Another network or other data: no result of the old one may be shown any more.
  virtual void forget() = 0;
  /// False where the result is the same for all weights.
  virtual bool depends_on_weights() const { return true; }

  std::shared_ptr<const Snapshot> made_from_, working_on_;
  std::uint64_t version_ = 1, begun_version_ = 0, generation_ = 0;
  Clock::duration cost_{};
  Clock::time_point due_{};
};

/// Gives the studies that panels ask for their turns.
class TaskScheduler {
 public:
  /// Keeps a study up to date for as long as it is asked for in every frame.
  void request(BackgroundTask& task) { asked_.push_back(&task); }
  /// Works on the studies asked for since the last call, for about `budget_ms`. Nothing is done where
  /// that is not above 0.
  void work(const std::shared_ptr<const Snapshot>& snapshot, double budget_ms);
  /// Whether a study asked for last was not complete yet.
  bool busy() const { return busy_; }
  /// The longest portion since the last call, in milliseconds.
  double take_longest_slice();

  Inference& inference() { return inference_; }

 private:
  bool prepare(BackgroundTask& task, const std::shared_ptr<const Snapshot>& snapshot);
  void advance(BackgroundTask& task);

  std::vector<BackgroundTask*> asked_;
  std::size_t turn_ = 0;
  bool busy_ = false;
  double longest_slice_ = 0;
  Inference inference_;
};

/// Samples that make one portion of a study's work with a model of this size.
int samples_per_slice(const Model& model);
/// "from step 1,200" where the result is older than the eye would think, else empty.
std::string age_of(const BackgroundTask& task, const Snapshot& shown);
/// The same of something made from the network of step `made`, in the same run.
std::string age_of(std::uint64_t made, const Snapshot& shown);

}  // namespace hourglass
