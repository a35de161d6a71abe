// Divides the interface's thread among the background tasks that panels request.
#pragma once

#include <memory>
#include <vector>

#include "app/tasks/background_task.h"

namespace hourglass {

/// Runs the requested tasks in turn, a slice at a time, and owns the networks that they compute with.
class TaskScheduler {
 public:
  /// Keeps a task up to date for as long as it is requested in every frame.
  void request(BackgroundTask& task) { requested_.push_back(&task); }
  /// Works on the tasks requested since the last call, for about `budget_ms`; only begins them where that is not above
  /// 0.
  void work(const std::shared_ptr<const Snapshot>& snapshot, double budget_ms);
  /// Whether one of the tasks requested last is incomplete, be it begun or not.
  bool busy() const { return busy_; }
  /// The longest slice since the last call, in milliseconds.
  double take_longest_slice();

  Inference& inference() { return inference_; }

 private:
  bool prepare(BackgroundTask& task, const std::shared_ptr<const Snapshot>& snapshot);
  void advance(BackgroundTask& task);

  std::vector<BackgroundTask*> requested_;
  std::size_t turn_ = 0;
  bool busy_ = false;
  double longest_slice_ = 0;
  Inference inference_;
};

}  // namespace hourglass
