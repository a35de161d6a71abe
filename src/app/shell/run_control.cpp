#include "app/shell/run_control.h"

#include <cstdio>
#include <utility>

#include "core/excerpt.h"
#include "data/extended.h"
#include "io/model_file.h"
#include "session/open_data.h"
#include "session/presets.h"
#include "session/resolve.h"

namespace hourglass {
namespace {

constexpr auto kSlowStep = std::chrono::milliseconds(400);

}  // namespace

RunControl::RunControl(std::unique_ptr<Session> session, AppState& state)
    : session_(std::move(session)), state_(state) {}

std::vector<std::byte> RunControl::model_file(bool with_optimiser) {
  return to_model_file(with_optimiser ? session_->resumable_model() : session_->settle()->model);
}

void RunControl::start() {
  in_slow_motion_ = state_.slow_motion;
  // On a finished run the button asks for as many epochs again.
  if (session_->snapshot()->state == RunState::kFinished) session_->end_after(session_->settings().training.epochs);
  if (!in_slow_motion_) session_->start();
  state_.past.reset();
}

void RunControl::pause() {
  in_slow_motion_ = false;
  session_->pause();
}

void RunControl::step() {
  in_slow_motion_ = false;
  state_.past.reset();
  session_->step();
}

void RunControl::finish_epoch() {
  in_slow_motion_ = false;
  const std::shared_ptr<const Snapshot> now = session_->snapshot();
  session_->step(static_cast<int>(now->steps_per_epoch - now->model.step % now->steps_per_epoch));
}

bool RunControl::running() const { return in_slow_motion_ || session_->snapshot()->state == RunState::kRunning; }

void RunControl::advance_slow_motion() {
  if (!in_slow_motion_) return;
  if (!state_.slow_motion) {
    in_slow_motion_ = false;
    return session_->start();
  }
  const auto now = std::chrono::steady_clock::now();
  const bool diverged = session_->snapshot()->state == RunState::kDiverged;
  if (diverged) in_slow_motion_ = false;
  if (diverged || now < next_slow_step_) return;
  next_slow_step_ = now + kSlowStep;
  session_->step();
}

Status RunControl::set(const std::string& key, const std::string& value) {
  Status status = session_->set(key, value);
  if (status) clear_changed_preset();
  return status;
}

Status RunControl::apply(const std::string& key, const std::string& value) {
  Status live = set(key, value);
  if (live || live.error().code != "setting-needs-reset") return live;
  const Result<Settings> changed = make_settings({{key, value}}, session_->settings());
  return changed ? reset(*changed) : Status(changed.error());
}

Status RunControl::reset(const Settings& settings) { return reset(settings, {}); }

Status RunControl::reset(const Settings& settings, std::shared_ptr<const Dataset> data) {
  if (!data && own_data_ && settings.data.source == own_data_->name()) data = own_data_;
  const bool was_running = running();
  awaited_.reset();
  Status status = session_->reset(settings, std::move(data));
  if (!status && status.error().code == "data-not-drawn") awaited_ = {.settings = settings};
  if (status) clear_changed_preset();
  if (status && was_running) start();
  return status;
}

Status RunControl::continue_with(const Model& model, std::shared_ptr<const Dataset> data) {
  const bool was_running = running();
  if (!data && own_data_ && model.settings.data.source == own_data_->name()) data = own_data_;
  awaited_.reset();
  Status status = session_->load(model, std::move(data));
  if (!status && status.error().code == "data-not-drawn") awaited_ = {.settings = model.settings, .model = model};
  if (status && was_running) start();
  return status;
}

Status RunControl::use_preset(const std::string& id) {
  const Preset* preset = find_preset(id);
  if (!preset) return Error{"argument-not-a-choice", "preset", "", "the name of a preset", excerpt(id)};
  Status status = reset(preset_settings(*preset, session_->settings()));
  if (awaited_) {
    awaited_->preset = id;
    awaited_->trains = true;
  }
  if (!status) return status;
  state_.preset = id;
  start();
  return status;
}

void RunControl::clear_changed_preset() {
  const Preset* preset = find_preset(state_.preset);
  if (preset && !is_run_of(*preset, session_->settings())) state_.preset.clear();
}

Status RunControl::recover() {
  char rate[32];
  std::snprintf(rate, sizeof rate, "%.3g", session_->settings().training.optimiser_options.learning_rate / 10);
  Status status = set("learning_rate", rate);
  if (status) start();
  return status;
}

Status RunControl::use_model(std::span<const std::byte> bytes, const std::string& name) {
  Result<Model> model = parse_model_file(bytes, name);
  if (!model) return model.error();
  copy_machine_settings(session_->settings(), model->settings);
  return use_model(*model);
}

Status RunControl::use_model(const Model& model) { return continue_with(model, {}); }

Status RunControl::use_data(std::span<const NamedBytes> files) {
  Settings settings = session_->settings();
  Result<std::shared_ptr<const Dataset>> data = dataset_from_bytes(files, open_options(settings));
  if (!data) return data.error();
  settings.data.source = (*data)->name();
  Status status = session_->reset(settings, *data);
  if (status) own_data_ = *data;
  return status;
}

Status RunControl::give_set(std::shared_ptr<const Dataset> set) {
  if (!awaited_ || set->name() != awaited_->settings.data.source) return Done{};
  const Awaited awaited = *awaited_;
  Status status = awaited.model ? continue_with(*awaited.model, set) : reset(awaited.settings, set);
  if (!status) return status;
  own_data_ = std::move(set);
  state_.preset = awaited.preset;
  if (awaited.trains) start();
  return status;
}

void RunControl::name_awaited(const std::string& preset) {
  if (awaited_) awaited_->preset = preset;
}

Status RunControl::add_sample(const command::AddSample& sample) {
  const std::shared_ptr<const Snapshot> now = session_->snapshot();
  Result<std::shared_ptr<const Dataset>> data = ExtendedSet::with(now->data, sample.pixels, sample.label);
  if (!data) return data.error();
  Status status = continue_with(session_->resumable_model(), *data);
  if (status) own_data_ = *data;
  return status;
}

}  // namespace hourglass
