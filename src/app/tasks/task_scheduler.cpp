#include "app/tasks/task_scheduler.h"

#include <algorithm>
#include <utility>

namespace hourglass {
namespace {

using Clock = std::chrono::steady_clock;

/// Shortest pause between two results of one task, and the pause as a multiple of what the last result cost.
constexpr auto kShortestPause = std::chrono::milliseconds(120);
constexpr int kPausePerCost = 12;

double milliseconds(Clock::duration duration) { return std::chrono::duration<double, std::milli>(duration).count(); }

}  // namespace

/// True where the task has work to do now.
bool TaskScheduler::prepare(BackgroundTask& task, const std::shared_ptr<const Snapshot>& snapshot) {
  if (task.generation_ != snapshot->generation) {
    task.generation_ = snapshot->generation;
    task.forget();
    task.made_from_.reset();
    task.working_on_.reset();
  }
  const bool other_request = task.begun_version_ != task.version_;
  const bool learned = task.made_from_ != snapshot && (!task.made_from_ || task.depends_on_weights());
  // When an older snapshot is selected, refresh immediately.
  const bool older = task.made_from_ && snapshot->model.step < task.made_from_->model.step;
  const bool due = older || !task.made_from_ || Clock::now() >= task.due_ || snapshot->state != RunState::kRunning;
  if (other_request || (!task.working_on_ && learned && due)) {
    task.begun_version_ = task.version_;
    task.working_on_ = snapshot;
    task.cost_ = {};
    task.begin(*snapshot);
  }
  return task.working_on_ != nullptr;
}

void TaskScheduler::advance(BackgroundTask& task) {
  const auto start = Clock::now();
  const BackgroundTask::Progress progress = task.advance(inference_, *task.working_on_);
  const auto taken = Clock::now() - start;
  longest_slice_ = std::max(longest_slice_, milliseconds(taken));
  task.cost_ += taken;
  if (progress == BackgroundTask::Progress::kMore) return;
  task.due_ = Clock::now() + std::max<Clock::duration>(kShortestPause, kPausePerCost * task.cost_);
  // A failure is not tried again on the same snapshot, and leaves the result before it.
  task.made_from_ = std::move(task.working_on_);
  task.working_on_.reset();
}

void TaskScheduler::work(const std::shared_ptr<const Snapshot>& snapshot, double budget_ms) {
  const auto start = Clock::now();
  const std::size_t count = requested_.size();
  std::size_t idle = 0;
  // Round robin, beginning where the last frame ended, so that no task starves.
  while (idle < count && budget_ms > 0) {
    BackgroundTask& task = *requested_[turn_++ % count];
    if (!prepare(task, snapshot)) {
      ++idle;
      continue;
    }
    idle = 0;
    advance(task);
    if (milliseconds(Clock::now() - start) >= budget_ms) break;
  }
  // The tasks that this call had no time for wait too.
  busy_ =
      std::any_of(requested_.begin(), requested_.end(), [&](BackgroundTask* task) { return prepare(*task, snapshot); });
  requested_.clear();
}

double TaskScheduler::take_longest_slice() { return std::exchange(longest_slice_, 0); }

}  // namespace hourglass
