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
bool Workbench::prepare(Study& study, const std::shared_ptr<const Snapshot>& snapshot) {
  if (study.generation_ != snapshot->generation) {
    study.generation_ = snapshot->generation;
    study.forget();
    study.made_from_.reset();
    study.working_on_.reset();
  }
  const bool other_question = study.begun_version_ != study.version_;
  const bool learned = study.made_from_ != snapshot && (!study.made_from_ || study.depends_on_weights());
  // Who goes back in time wants to see it at once.
  const bool back = study.made_from_ && snapshot->model.step < study.made_from_->model.step;
  const bool due = back || !study.made_from_ || Clock::now() >= study.due_ || snapshot->state != RunState::kRunning;
  if (other_question || (!study.working_on_ && learned && due)) {
    study.begun_version_ = study.version_;
    study.working_on_ = snapshot;
    study.cost_ = {};
    study.begin(*snapshot);
  }
  return study.working_on_ != nullptr;
}

void Workbench::advance(Study& study) {
  const auto start = Clock::now();
  const Study::Progress progress = study.advance(inference_, *study.working_on_);
  const auto taken = Clock::now() - start;
  longest_portion_ = std::max(longest_portion_, milliseconds(taken));
  study.cost_ += taken;
  if (progress == Study::Progress::kMore) return;
  study.due_ = Clock::now() + std::max<Clock::duration>(kLeastPause, kPausePerCost * study.cost_);
  // A failure is not tried again on the same snapshot, and leaves the result before it.
  study.made_from_ = std::move(study.working_on_);
  study.working_on_.reset();
}

void Workbench::work(const std::shared_ptr<const Snapshot>& snapshot, double budget_ms) {
  const auto start = Clock::now();
  const std::size_t count = asked_.size();
  std::size_t idle = 0;
  // Round and round, beginning where the last frame ended, so that no study starves.
  while (idle < count && budget_ms > 0) {
    Study& study = *asked_[turn_++ % count];
    if (!prepare(study, snapshot)) {
      ++idle;
      continue;
    }
    idle = 0;
    advance(study);
    if (milliseconds(Clock::now() - start) >= budget_ms) break;
  }
  busy_ = std::any_of(asked_.begin(), asked_.end(), [](const Study* study) { return study->working_on_ != nullptr; });
  asked_.clear();
}

double Workbench::take_longest_portion() { return std::exchange(longest_portion_, 0); }

int portion_of(const Model& model) {
  constexpr std::size_t kMultiplyAdds = 4'000'000;  // a fraction of a millisecond
  const std::size_t each = std::max<std::size_t>(model.parameters.size(), 1);
  // Convolutions use their few weights many times.
  const std::size_t uses = model.settings.conv.empty() && model.settings.transformer == 0 ? 1 : 50;
  return static_cast<int>(std::clamp<std::size_t>(kMultiplyAdds / (each * uses), 2, 32));
}

std::string age_of(const Study& study, const Snapshot& shown) {
  if (!study.made_from() || study.made_from()->generation != shown.generation) return {};
  return age_of(study.made_from()->model.step, shown);
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
