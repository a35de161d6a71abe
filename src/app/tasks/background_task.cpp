#include "app/tasks/background_task.h"

#include <algorithm>

#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

using Clock = std::chrono::steady_clock;

/// Least time between two results of one study, and the share of all time that it may take.
constexpr auto kLeastPause = std::chrono::milliseconds(120);
constexpr int kPausePerCost = 12;

double milliseconds(Clock::duration duration) { return std::chrono::duration<double, std::milli>(duration).count(); }

}  // namespace

/// True where the study has work to do now.
bool TaskScheduler::prepare(BackgroundTask& task, const std::shared_ptr<const Snapshot>& snapshot) {
  if (task.generation_ != snapshot->generation) {
    task.generation_ = snapshot->generation;
    task.forget();
    task.made_from_.reset();
    task.working_on_.reset();
  }
  const bool other_question = task.begun_version_ != task.version_;
  const bool learned = task.made_from_ != snapshot && (!task.made_from_ || task.depends_on_weights());
  // Who goes back in time wants to see it at once.
  const bool back = task.made_from_ && snapshot->model.step < task.made_from_->model.step;
  const bool due = back || !task.made_from_ || Clock::now() >= task.due_ || snapshot->state != RunState::kRunning;
  if (other_question || (!task.working_on_ && learned && due)) {
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
  task.due_ = Clock::now() + std::max<Clock::duration>(kLeastPause, kPausePerCost * task.cost_);
  // A failure is not tried again on the same snapshot, and leaves the result before it.
  task.made_from_ = std::move(task.working_on_);
  task.working_on_.reset();
}

void TaskScheduler::work(const std::shared_ptr<const Snapshot>& snapshot, double budget_ms) {
  const auto start = Clock::now();
  const std::size_t count = asked_.size();
  std::size_t idle = 0;
  // Round and round, beginning where the last frame ended, so that no study starves.
  while (idle < count && budget_ms > 0) {
    BackgroundTask& task = *asked_[turn_++ % count];
    if (!prepare(task, snapshot)) {
      ++idle;
      continue;
    }
    idle = 0;
    advance(task);
    if (milliseconds(Clock::now() - start) >= budget_ms) break;
  }
  busy_ = std::any_of(asked_.begin(), asked_.end(),
                      [](const BackgroundTask* task) { return task->working_on_ != nullptr; });
  asked_.clear();
}

double TaskScheduler::take_longest_slice() { return std::exchange(longest_slice_, 0); }

int samples_per_slice(const Model& model) {
  constexpr std::size_t kMultiplyAdds = 4'000'000;  // a fraction of a millisecond
  const std::size_t each = std::max<std::size_t>(model.parameters.size(), 1);
  // Convolutions use their few weights many times.
  const std::size_t uses = model.settings.conv.empty() && model.settings.transformer == 0 ? 1 : 50;
  return static_cast<int>(std::clamp<std::size_t>(kMultiplyAdds / (each * uses), 2, 32));
}

std::string age_of(const BackgroundTask& task, const Snapshot& shown) {
  if (!task.made_from() || task.made_from()->generation != shown.generation) return {};
  return age_of(task.made_from()->model.step, shown);
}

std::string age_of(std::uint64_t made, const Snapshot& shown) {
  const std::uint64_t now = shown.model.step;
  // Half a second of a usual run: closer than that nobody can tell the difference.
  if (made >= now || static_cast<double>(now - made) < 0.5 * shown.samples_per_second / shown.model.settings.batch)
    return {};
  char buffer[32];
  return "from step " + std::string(grouped(made, buffer));
}

}  // namespace hourglass
