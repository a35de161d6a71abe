#include "session/session.h"

#include <algorithm>
#include <utility>

#include "session/open_data.h"
#include "session/session_implementation.h"

namespace hourglass {

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

/// A trainer that continues from `from`, or a new run where it is null.
Result<std::unique_ptr<Trainer>> trainer_for(const Settings& settings, std::shared_ptr<const Dataset> data,
                                             const Model* from, Ranks* ranks) {
  auto trainer = Trainer::create(settings, std::move(data), ranks);
  if (trainer && from) {
    if (Status status = (*trainer)->load(*from); !status) return status.error();
  }
  return trainer;
}

}  // namespace

Result<std::unique_ptr<Session>> Session::make(const Settings& settings, std::shared_ptr<const Dataset> data,
                                               const Model* from, Ranks* ranks) {
  if (!data) {
    auto opened = open_data(settings);
    if (!opened) return opened.error();
    data = *opened;
  }
  auto trainer = trainer_for(settings, std::move(data), from, ranks);
  if (!trainer) return trainer.error();
  auto implementation = std::make_unique<Implementation>();
  implementation->ranks = ranks;
  implementation->set_trainer(std::move(*trainer));
  return std::unique_ptr<Session>(new Session(std::move(implementation)));
}

Result<std::unique_ptr<Session>> Session::create(const Settings& settings, std::shared_ptr<const Dataset> data,
                                                 Ranks* ranks) {
  return make(settings, std::move(data), nullptr, ranks);
}

Result<std::unique_ptr<Session>> Session::resume(const Model& model, std::shared_ptr<const Dataset> data,
                                                 Ranks* ranks) {
  return make(model.settings, std::move(data), &model, ranks);
}

bool Session::busy() const {
  std::lock_guard lock(implementation_->mutex);
  return implementation_->has_commands();
}

bool Session::threaded() const { return HG_THREADS; }

void Session::start() {
  Implementation& i = *implementation_;
  std::lock_guard lock(i.mutex);
  if (i.state == RunState::kRunning) return;
  if (!i.has_steps_left()) return i.enter(RunState::kFinished);
  i.enter(RunState::kRunning);
  i.steps_wanted = 0;
  i.snapshot_wanted = true;
  i.wake_training();
}

void Session::end_after(int epochs) {
  Implementation& i = *implementation_;
  std::lock_guard lock(i.mutex);
  i.extra_target = i.published->model.step + i.published->steps_per_epoch * static_cast<std::uint64_t>(epochs);
}

void Session::pause() {
  Implementation& i = *implementation_;
  std::lock_guard lock(i.mutex);
  if (i.state == RunState::kRunning) i.enter(RunState::kPaused);
  i.extra_target.reset();
  i.steps_wanted = 0;
  i.snapshot_wanted = true;
  ++i.settles_asked;  // makes the training side publish the state in which it stopped
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
    return Error{"setting-needs-reset", std::string(key), "", "a setting that may change while training",
                 "one that may not"};
  }
  if (!same_network(changed, i.settings)) {
    return Error{"setting-needs-reset", std::string(key), "", "a value that leaves the network as it is",
                 "one that adds or removes a part"};
  }
  if (validation_share(changed) > 0 && i.settings.training.validation == 0) {
    return Error{"setting-needs-reset", std::string(key), "", "a run that has set a validation part aside",
                 "one that trains on all of them"};
  }
  i.settings = changed;
  if (i.state == RunState::kFinished && i.has_steps_left()) i.enter(RunState::kPaused);
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
  return replace_run(settings, std::move(data), nullptr);
}

Status Session::load(const Model& model, std::shared_ptr<const Dataset> data) {
  return replace_run(model.settings, std::move(data), &model);
}

Status Session::replace_run(const Settings& settings, std::shared_ptr<const Dataset> data, const Model* from) {
  Implementation& i = *implementation_;
  if (!data) {
    const std::shared_ptr<const Snapshot> now = snapshot();
    const Settings& old = now->model.settings;
    // The trainer applies the transforms itself, so the data are opened again only if the source changes.
    const bool same_data = opens_same_data(old, settings);
    auto opened = same_data ? Result<std::shared_ptr<const Dataset>>(now->data) : open_data(settings);
    if (!opened) return opened.error();
    data = *opened;
  }
  auto trainer = trainer_for(settings, std::move(data), from, i.ranks);
  if (!trainer) return trainer.error();
  std::lock_guard lock(i.mutex);
  i.set_trainer(std::move(*trainer));
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
