#include "session/session_implementation.h"

#include <algorithm>
#include <utility>

namespace hourglass {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Minimum time between two snapshots.
constexpr double kPublishSeconds = 1.0 / 30;
/// Minimum time over which the rate is averaged.
constexpr double kRateSeconds = 0.5;

}  // namespace

void StepRate::add(double steps, double seconds) {
  seconds_ += seconds;
  steps_ += steps;
  if (seconds_ < kRateSeconds && per_second_ != 0) return;
  if (seconds_ > 0) per_second_ = steps_ / seconds_;
  if (seconds_ >= kRateSeconds) steps_ = seconds_ = 0;
}

std::uint64_t Session::Implementation::target_step() const {
  return extra_target.value_or(published->steps_per_epoch * static_cast<std::uint64_t>(settings.training.epochs));
}

bool Session::Implementation::has_steps_left() const {
  if (published->model.step >= target_step()) return false;
  return extra_target || !stopped_early(published->validation, settings.training.patience);
}

/// Publishes a snapshot of the new run at once; the training side switches to the new trainer in its next slice.
void Session::Implementation::set_trainer(std::unique_ptr<Trainer> made) {
  auto first = std::make_shared<Snapshot>();
  first->model = made->model(Trainer::Copy::kWeights);
  first->epoch = made->epochs_done();
  first->steps_per_epoch = made->steps_per_epoch();
  first->penalty_names = made->penalty_names();
  first->validation = made->validation();
  first->data = made->shared_data();
  first->generation = ++generation;
  settings = made->settings();
  extra_target.reset();
  published = std::move(first);
  next_trainer = std::move(made);
  live_settings.reset();
  state = RunState::kPaused;
  steps_wanted = 0;
}

/// Called with the mutex held: publishes the new state at once, with the figures of the last snapshot.
void Session::Implementation::enter(RunState next) {
  if (state == next) return;
  state = next;
  auto snapshot = std::make_shared<Snapshot>(*published);
  snapshot->state = next;
  if (next != RunState::kRunning) snapshot->samples_per_second = snapshot->gigaflops = 0;
  published = std::move(snapshot);
}

/// Called with the mutex held, at the start of a slice. Applies changed settings only between two steps.
void Session::Implementation::take_commands() {
  if (next_trainer) {
    trainer = std::move(next_trainer);
    rate = {};
    piece_seconds.clear();
    step_seconds = 0;
  }
  if (live_settings && !within_step()) {
    trainer->apply_live(*live_settings);
    live_settings.reset();
  }
}

std::shared_ptr<Snapshot> Session::Implementation::describe_run() const {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->epoch = trainer->epochs_done();
  snapshot->steps_per_epoch = trainer->steps_per_epoch();
  snapshot->message = trainer->message();
  snapshot->samples_per_second = rate.per_second() * trainer->settings().training.batch;
  snapshot->gigaflops = rate.per_second() * trainer->flops_per_step() * 1e-9;
  snapshot->penalty_names = trainer->penalty_names();
  snapshot->health = trainer->health();
  snapshot->validation = trainer->validation();
  snapshot->data = trainer->shared_data();
  return snapshot;
}

std::shared_ptr<const Snapshot> Session::Implementation::make_snapshot() const {
  const std::shared_ptr<Snapshot> snapshot = describe_run();
  snapshot->model = trainer->model(Trainer::Copy::kWeights);
  snapshot->history = trainer->history().points();
  return snapshot;
}

void Session::Implementation::keep_epoch_end(bool running, std::uint64_t of_generation) {
  std::lock_guard lock(mutex);
  if (!epoch_ends || generation != of_generation) return;
  const std::shared_ptr<Snapshot> end = describe_run();
  end->generation = generation;
  end->state = running ? RunState::kRunning : RunState::kPaused;
  end->model.step = trainer->steps_done();
  const std::vector<HistoryPoint>& points = trainer->history().points();
  if (!points.empty()) end->history.push_back(points.back());
  if (epoch_ends->size() == kMostEpochEnds) epoch_ends->erase(epoch_ends->begin());
  epoch_ends->push_back(end);
}

bool Session::Implementation::snapshot_due() const {
  return snapshot_wanted && seconds_since(last_publish) >= kPublishSeconds;
}

Trainer::Progress Session::Implementation::timed_advance() {
  const std::size_t piece = static_cast<std::size_t>(trainer->next_piece());
  const auto start = Clock::now();
  const Trainer::Progress progress = trainer->advance();
  const double seconds = seconds_since(start);
  if (piece >= piece_seconds.size()) piece_seconds.resize(piece + 1);
  piece_seconds[piece] = seconds;
  step_seconds += seconds;
  return progress;
}

/// Whether the next piece fits the budget if it takes as long as in the last step. True for the first of a slice.
bool Session::Implementation::fits(double elapsed, double budget_seconds) const {
  const std::size_t piece = static_cast<std::size_t>(trainer->next_piece());
  const double expected = piece < piece_seconds.size() ? piece_seconds[piece] : 0;
  return elapsed == 0 || elapsed + expected <= budget_seconds;
}

/// Whether a command waits that is executed only between steps. Such a command ends the slice after the current step.
bool Session::Implementation::command_waits(bool running) {
  std::lock_guard lock(mutex);
  return stopping || next_trainer || live_settings || (running && state != RunState::kRunning) ||
         (running && settles_asked != settles_done) || snapshot_due();
}

/// The time of a step for the displayed rate: from the end of the last step to the end of this one; without the time
/// between them if training was paused there.
double Session::Implementation::counted_seconds() {
  constexpr double kLongestGap = 1;  // longer gaps are pauses
  const double passed = seconds_since(counted_until);
  counted_until = Clock::now();
  return passed >= step_seconds && passed < step_seconds + kLongestGap ? passed : step_seconds;
}

/// Runs pieces of steps until the budget is spent or no more steps are requested. A step that has started is completed,
/// in the next slice if need be. At least one piece where nothing of the budget is used up yet.
void Session::Implementation::train_slice(double used_seconds, double budget_seconds) {
  std::uint64_t allowed = 0, of_generation = 0;
  bool running = false;
  {
    std::lock_guard lock(mutex);
    if (stopping) return;
    take_commands();
    of_generation = generation;
    running = state == RunState::kRunning;
    const std::uint64_t target = target_step(), done_before = trainer->steps_done();
    allowed = running ? (target > done_before ? target - done_before : 0) : steps_wanted;
    // A step that has started counts as a requested one, and is completed even if none is requested any more.
    if (within_step()) allowed = std::max<std::uint64_t>(allowed, 1);
  }
  const auto start = Clock::now();
  double elapsed = used_seconds;
  std::uint64_t done = 0;
  Trainer::Progress progress = Trainer::Progress::kStepDone;
  const auto goes_on = [&] {
    return progress == Trainer::Progress::kStepDone || progress == Trainer::Progress::kWithinStep;
  };
  while (done < allowed && goes_on() && fits(elapsed, budget_seconds)) {
    progress = timed_advance();
    elapsed = used_seconds + seconds_since(start);
    if (progress == Trainer::Progress::kWithinStep) continue;
    ++done;
    rate.add(1, counted_seconds());
    step_seconds = 0;
    if (trainer->steps_done() % trainer->steps_per_epoch() == 0) keep_epoch_end(running, of_generation);
    if (command_waits(running)) break;
  }
  after_steps(running ? 0 : done, progress, of_generation);
}

/// Subtracts `counted` steps from those that `step` requested (0 if the run is running), and updates the state.
void Session::Implementation::after_steps(std::uint64_t counted, Trainer::Progress last, std::uint64_t of_generation) {
  std::lock_guard lock(mutex);
  if (generation != of_generation) return;
  steps_wanted -= std::min(counted, steps_wanted);
  if (last == Trainer::Progress::kDiverged || last == Trainer::Progress::kStopped) {
    state = last == Trainer::Progress::kDiverged ? RunState::kDiverged : RunState::kFinished;
    steps_wanted = 0;
    extra_target.reset();
  } else if (state == RunState::kRunning && trainer->steps_done() >= target_step() && !within_step()) {
    state = RunState::kFinished;
    extra_target.reset();
    trainer->finish_run();
  } else if (last == Trainer::Progress::kInterrupted || last == Trainer::Progress::kRankLost) {
    state = RunState::kPaused;
    steps_wanted = 0;
  }
  if (state != RunState::kRunning) snapshot_wanted = true;
}

bool Session::Implementation::publish_if_due() {
  if (within_step()) return false;
  std::uint64_t of_generation = 0;
  RunState state_now;
  {
    std::lock_guard lock(mutex);
    const bool waits = settles_asked != settles_done || (snapshot_wanted && state != RunState::kRunning);
    if (next_trainer || !(waits || snapshot_due())) return false;
    of_generation = generation;
    state_now = state;
  }
  auto snapshot = std::const_pointer_cast<Snapshot>(make_snapshot());
  snapshot->generation = of_generation;
  snapshot->state = state_now;
  if (state_now != RunState::kRunning) snapshot->samples_per_second = snapshot->gigaflops = 0;
  std::lock_guard lock(mutex);
  last_publish = Clock::now();
  if (generation != of_generation) return false;
  snapshot->state = state;
  published = std::move(snapshot);
  snapshot_wanted = false;
  return true;
}

void Session::Implementation::finish_settling() {
  std::lock_guard lock(mutex);
  if (settles_asked == settles_done || next_trainer || live_settings || within_step()) return;
  if (state != RunState::kRunning && steps_wanted > 0) return;
  if (published->generation != generation || published->model.step != trainer->steps_done()) return;
  if (optimiser_wanted) resumable = trainer->model(Trainer::Copy::kWithOptimiser);
  optimiser_wanted = false;
  settles_done = settles_asked;
#if HG_THREADS
  settled.notify_all();
#endif
}

void Session::Implementation::slice(double budget_seconds) {
  const auto start = Clock::now();
  train_slice(0, budget_seconds);
  const bool snapshot_made = publish_if_due();
  finish_settling();
  if (HG_THREADS || !snapshot_made) return;
  // Without threads nothing trains until the next slice, so what is left of this one is used. The run may end in it.
  train_slice(seconds_since(start), budget_seconds);
  publish_if_due();
  finish_settling();
}

#if HG_THREADS
void Session::Implementation::run() {
  while (true) {
    {
      std::unique_lock lock(mutex);
      wake.wait(lock, [&] { return has_work(); });
      if (stopping) return;
    }
    slice(kSliceSeconds);
  }
}
#endif

}  // namespace hourglass
