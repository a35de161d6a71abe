#include "session/session.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#if HG_THREADS
#include <condition_variable>
#include <thread>
#endif
#include <mutex>

#include "session/open_data.h"
#include "session/trainer.h"

namespace hourglass {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Longest a slice of training goes on before commands are looked at, and the least time between two snapshots.
constexpr double kSliceSeconds = 0.004, kPublishSeconds = 1.0 / 30;
/// The rate is an average over at least this long.
constexpr double kRateSeconds = 0.5;

/// Samples per second, from steps and the time spent on them.
struct Rate {
  double seconds = 0, steps = 0, steps_per_second = 0;

  void add(double more_steps, double more_seconds) {
    steps += more_steps;
    seconds += more_seconds;
    if (seconds >= kRateSeconds || steps_per_second == 0) {
      if (seconds > 0) steps_per_second = steps / seconds;
      if (seconds >= kRateSeconds) steps = seconds = 0;
    }
  }
};

}  // namespace

/// What both sides share is under `mutex`; the trainer belongs to the training side alone once it is handed over.
struct Session::Implementation {
  // Shared: commands.
  std::mutex mutex;
  std::unique_ptr<Trainer> next_trainer;
  std::optional<Settings> live_settings;
  RunState state = RunState::kPaused;
  std::uint64_t steps_wanted = 0, target_step = 0, generation = 0;
  bool snapshot_wanted = true, optimiser_wanted = false, stopping = false;
  std::uint64_t settles_asked = 0, settles_done = 0;

  // Shared: results.
  std::shared_ptr<const Snapshot> published;
  Model resumable;
  Settings settings;
  std::optional<std::vector<std::shared_ptr<const Snapshot>>> epoch_ends;  ///< nothing as long as nobody has asked

  // The training side's own.
  std::unique_ptr<Trainer> trainer;
  Rate rate;
  std::vector<double> piece_seconds;  ///< how long each piece of a step took the last time
  double step_seconds = 0;            ///< spent on the step that is not finished yet
  Clock::time_point last_publish = Clock::now();

#if HG_THREADS
  std::condition_variable wake, settled;
  std::thread thread;
#endif

  bool has_work() const {
    return stopping || next_trainer || live_settings || state == RunState::kRunning || steps_wanted > 0 ||
           settles_asked != settles_done || within_step();
  }

  void wake_training() {
#if HG_THREADS
    wake.notify_all();
#endif
  }

  void install(std::unique_ptr<Trainer> made);
  void enter(RunState next);
  void take_commands();
  void train_slice(double budget_seconds);
  Trainer::Progress timed_advance();
  bool fits(double elapsed, double budget_seconds) const;
  bool someone_waits(bool running);
  bool snapshot_due() const { return snapshot_wanted && seconds_since(last_publish) >= kPublishSeconds; }
  bool within_step() const { return trainer && trainer->next_piece() != 0; }
  void after_steps(std::uint64_t counted, Trainer::Progress last, std::uint64_t of_generation);
  /// Everything but weights and curves.
  std::shared_ptr<Snapshot> describe_run() const;
  std::shared_ptr<const Snapshot> make_snapshot() const;
  void keep_epoch_end(bool running, std::uint64_t of_generation);
  void publish_if_due();
  void finish_settling();
  void slice(double budget_seconds);
  void run();
};

/// A new trainer takes the run's place at once for those who look, and for the training side at its next slice.
void Session::Implementation::install(std::unique_ptr<Trainer> made) {
  auto first = std::make_shared<Snapshot>();
  first->model = made->model(Trainer::Copy::kWeights);
  first->epoch = made->epochs_done();
  first->steps_per_epoch = made->steps_per_epoch();
  first->penalty_names = made->penalty_names();
  first->data = made->shared_data();
  first->generation = ++generation;
  settings = made->settings();
  target_step = made->steps_done() + made->steps_per_epoch() * static_cast<std::uint64_t>(settings.epochs);
  published = std::move(first);
  next_trainer = std::move(made);
  live_settings.reset();
  state = RunState::kPaused;
  steps_wanted = 0;
}

/// Under the mutex: those who look see the new state at once, with the numbers of the last snapshot.
void Session::Implementation::enter(RunState next) {
  if (state == next) return;
  state = next;
  auto snapshot = std::make_shared<Snapshot>(*published);
  snapshot->state = next;
  if (next != RunState::kRunning) snapshot->samples_per_second = snapshot->gigaflops = 0;
  published = std::move(snapshot);
}

/// Under the mutex, at the beginning of a slice. A setting waits for the end of the step that is under way.
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
  snapshot->samples_per_second = rate.steps_per_second * trainer->settings().batch;
  snapshot->gigaflops = rate.steps_per_second * trainer->flops_per_step() * 1e-9;
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

/// The next piece is expected to take as long as it did in the last step: the budget is kept, not just noticed.
bool Session::Implementation::fits(double elapsed, double budget_seconds) const {
  const std::size_t piece = static_cast<std::size_t>(trainer->next_piece());
  const double expected = piece < piece_seconds.size() ? piece_seconds[piece] : 0;
  return elapsed == 0 || elapsed + expected <= budget_seconds;
}

/// Asked between steps: what can only be done there, and must not wait until a slice happens to end there.
bool Session::Implementation::someone_waits(bool running) {
  std::lock_guard lock(mutex);
  return stopping || next_trainer || live_settings || (running && state != RunState::kRunning) ||
         (running && settles_asked != settles_done) || snapshot_due();
}

/// Pieces of steps until the budget is spent, or until no more steps are asked for. A step once begun is completed, in
/// the next slice if need be.
void Session::Implementation::train_slice(double budget_seconds) {
  std::uint64_t allowed = 0, of_generation = 0;
  bool running = false;
  {
    std::lock_guard lock(mutex);
    if (stopping) return;
    take_commands();
    of_generation = generation;
    running = state == RunState::kRunning;
    allowed = running
                  ? (target_step > trainer->steps_done() ? target_step - trainer->steps_done() : 0)
                  : steps_wanted;
    // The step under way counts as one of those asked for; without any it is completed all the same.
    if (within_step()) allowed = std::max<std::uint64_t>(allowed, 1);
  }
  const auto start = Clock::now();
  std::uint64_t done = 0;
  Trainer::Progress progress = Trainer::Progress::kStepDone;
  const auto goes_on = [&] {
    return progress == Trainer::Progress::kStepDone || progress == Trainer::Progress::kWithinStep;
  };
  double elapsed = 0;
  while (done < allowed && goes_on() && fits(elapsed, budget_seconds)) {
    progress = timed_advance();
    elapsed = seconds_since(start);
    if (progress == Trainer::Progress::kWithinStep) continue;
    ++done;
    rate.add(1, step_seconds);
    step_seconds = 0;
    if (trainer->steps_done() % trainer->steps_per_epoch() == 0) keep_epoch_end(running, of_generation);
    if (someone_waits(running)) break;
  }
  after_steps(running ? 0 : done, progress, of_generation);
}

/// `counted` steps were asked for one by one; those of a run are not taken from what was asked for meanwhile.
void Session::Implementation::after_steps(std::uint64_t counted, Trainer::Progress last, std::uint64_t of_generation) {
  std::lock_guard lock(mutex);
  if (generation != of_generation) return;
  steps_wanted -= std::min(counted, steps_wanted);
  if (last == Trainer::Progress::kDiverged || last == Trainer::Progress::kStopped) {
    state = last == Trainer::Progress::kDiverged ? RunState::kDiverged : RunState::kFinished;
    steps_wanted = 0;
  } else if (state == RunState::kRunning && trainer->steps_done() >= target_step && !within_step()) {
    state = RunState::kFinished;
    trainer->finish_run();
  }
  if (state != RunState::kRunning) snapshot_wanted = true;
}

void Session::Implementation::publish_if_due() {
  if (within_step()) return;
  std::uint64_t of_generation = 0;
  RunState state_now;
  {
    std::lock_guard lock(mutex);
    const bool waits = settles_asked != settles_done || (snapshot_wanted && state != RunState::kRunning);
    if (next_trainer || !(waits || snapshot_due())) return;
    of_generation = generation;
    state_now = state;
  }
  auto snapshot = std::const_pointer_cast<Snapshot>(make_snapshot());
  snapshot->generation = of_generation;
  snapshot->state = state_now;
  if (state_now != RunState::kRunning) snapshot->samples_per_second = snapshot->gigaflops = 0;
  std::lock_guard lock(mutex);
  last_publish = Clock::now();
  if (generation != of_generation) return;
  snapshot->state = state;
  published = std::move(snapshot);
  snapshot_wanted = false;
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
  train_slice(budget_seconds);
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

Session::Session(std::unique_ptr<Implementation> implementation) : implementation_(std::move(implementation)) {
#if HG_THREADS
  implementation_->thread = std::thread([this] { implementation_->run(); });
#endif
}

Session::~Session() {
#if HG_THREADS
  {
    std::lock_guard lock(implementation_->mutex);
    implementation_->stopping = true;
  }
  implementation_->wake.notify_all();
  implementation_->thread.join();
#endif
}

namespace {

/// Of `from`, where there is one.
Result<std::unique_ptr<Trainer>> trainer_for(const Settings& settings, std::shared_ptr<const Dataset> data,
                                             const Model* from) {
  auto trainer = Trainer::create(settings, std::move(data));
  if (trainer && from) {
    if (Status status = (*trainer)->adopt(*from); !status) return status.error();
  }
  return trainer;
}

}  // namespace

Result<std::unique_ptr<Session>> Session::begin(const Settings& settings, std::shared_ptr<const Dataset> data,
                                                const Model* from) {
  if (!data) {
    auto opened = open_data(settings);
    if (!opened) return opened.error();
    data = *opened;
  }
  auto trainer = trainer_for(settings, std::move(data), from);
  if (!trainer) return trainer.error();
  auto implementation = std::make_unique<Implementation>();
  implementation->install(std::move(*trainer));
  return std::unique_ptr<Session>(new Session(std::move(implementation)));
}

Result<std::unique_ptr<Session>> Session::create(const Settings& settings, std::shared_ptr<const Dataset> data) {
  return begin(settings, std::move(data), nullptr);
}

Result<std::unique_ptr<Session>> Session::resume(const Model& model, std::shared_ptr<const Dataset> data) {
  return begin(model.settings, std::move(data), &model);
}

bool Session::threaded() const { return HG_THREADS; }

void Session::start() {
  Implementation& i = *implementation_;
  std::lock_guard lock(i.mutex);
  if (i.state == RunState::kRunning) return;
  const std::uint64_t step = i.published->model.step;
  if (i.state == RunState::kFinished && step >= i.target_step) i.target_step = 2 * i.target_step;
  i.enter(RunState::kRunning);
  i.steps_wanted = 0;
  i.snapshot_wanted = true;
  i.wake_training();
}

void Session::end_after(int epochs) {
  Implementation& i = *implementation_;
  std::lock_guard lock(i.mutex);
  i.target_step = i.published->model.step + i.published->steps_per_epoch * static_cast<std::uint64_t>(epochs);
}

void Session::pause() {
  Implementation& i = *implementation_;
  std::lock_guard lock(i.mutex);
  if (i.state == RunState::kRunning) i.enter(RunState::kPaused);
  i.steps_wanted = 0;
  i.snapshot_wanted = true;
  ++i.settles_asked;  // so that the training side publishes the state it stopped in
  i.wake_training();
}

void Session::step(int steps) {
  Implementation& i = *implementation_;
  std::lock_guard lock(i.mutex);
  i.enter(RunState::kPaused);
  i.steps_wanted += static_cast<std::uint64_t>(std::max(steps, 0));
  i.snapshot_wanted = true;
  i.wake_training();
}

Status Session::set(std::string_view key, std::string_view value) {
  Implementation& i = *implementation_;
  std::lock_guard lock(i.mutex);
  Settings changed = i.settings;
  if (Status status = set_setting(changed, key, value); !status) return status;
  const Setting& setting = *find_setting(key);
  const bool is_other = setting_text(changed, setting) != setting_text(i.settings, setting);
  if (setting.change == SettingChange::kNeedsReset && is_other) {
    return Error{"setting-needs-reset", std::string(key), "", "a setting that may change while training", "one that may not"};
  }
  if (!same_network(changed, i.settings)) {
    return Error{"setting-needs-reset", std::string(key), "", "a value that leaves the network as it is",
                 "one that adds or removes a part"};
  }
  if (validation_share(changed) > 0 && i.settings.validation == 0) {
    return Error{"setting-needs-reset", std::string(key), "", "a run that has set validation images aside",
                 "one that trains on all of them"};
  }
  if (changed.epochs != i.settings.epochs) {
    const std::uint64_t epoch_steps = i.target_step / static_cast<std::uint64_t>(i.settings.epochs);
    i.target_step = epoch_steps * static_cast<std::uint64_t>(changed.epochs);
  }
  i.settings = changed;
  i.live_settings = changed;
  i.snapshot_wanted = true;
  i.wake_training();
  return Done{};
}

Settings Session::settings() const {
  std::lock_guard lock(implementation_->mutex);
  return implementation_->settings;
}

Status Session::reset(const Settings& settings, std::shared_ptr<const Dataset> data) {
  return begin_anew(settings, std::move(data), nullptr);
}

Status Session::adopt(const Model& model, std::shared_ptr<const Dataset> data) {
  return begin_anew(model.settings, std::move(data), &model);
}

Status Session::begin_anew(const Settings& settings, std::shared_ptr<const Dataset> data, const Model* from) {
  Implementation& i = *implementation_;
  if (!data) {
    const std::shared_ptr<const Snapshot> now = snapshot();
    const Settings& old = now->model.settings;
    // Transforms of the data are made anew by the trainer; only another source has to be opened.
    const bool same_data = old.data == settings.data && old.samples == settings.samples && old.seed == settings.seed &&
                           old.held_out_samples == settings.held_out_samples;
    auto opened = same_data ? Result<std::shared_ptr<const Dataset>>(now->data) : open_data(settings);
    if (!opened) return opened.error();
    data = *opened;
  }
  auto trainer = trainer_for(settings, std::move(data), from);
  if (!trainer) return trainer.error();
  std::lock_guard lock(i.mutex);
  i.install(std::move(*trainer));
  i.wake_training();
  return Done{};
}

void Session::pump(double budget_ms) {
#if HG_THREADS
  (void)budget_ms;
#else
  if (implementation_->has_work()) implementation_->slice(budget_ms / 1000);
#endif
}

std::shared_ptr<const Snapshot> Session::snapshot() const {
  std::lock_guard lock(implementation_->mutex);
  implementation_->snapshot_wanted = true;
  return implementation_->published;
}

std::vector<std::shared_ptr<const Snapshot>> Session::take_epoch_ends() {
  Implementation& i = *implementation_;
  std::lock_guard lock(i.mutex);
  if (!i.epoch_ends) i.epoch_ends.emplace();
  return std::exchange(*i.epoch_ends, {});
}

std::shared_ptr<const Snapshot> Session::settle() {
  Implementation& i = *implementation_;
#if HG_THREADS
  std::unique_lock lock(i.mutex);
  const std::uint64_t mine = ++i.settles_asked;
  i.wake.notify_all();
  i.settled.wait(lock, [&] { return i.settles_done >= mine; });
  return i.published;
#else
  const std::uint64_t mine = ++i.settles_asked;
  while (i.settles_done < mine) i.slice(kSliceSeconds);
  return i.published;
#endif
}

Model Session::resumable_model() {
  Implementation& i = *implementation_;
  {
    std::lock_guard lock(i.mutex);
    i.optimiser_wanted = true;
  }
  settle();
  std::lock_guard lock(i.mutex);
  return std::move(i.resumable);
}

}  // namespace hourglass
