#include "app/shell/app.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "app/panels/panel_table.h"
#include "app/shell/link.h"
#include "app/shell/page.h"
#include "app/shell/shortcuts.h"
#include "core/assert.h"
#include "core/excerpt.h"
#include "data/extended.h"
#include "io/model_file.h"
#include "session/open_data.h"
#include "session/presets.h"
#include "session/resolve.h"

namespace hourglass {
namespace {

using Clock = std::chrono::steady_clock;

/// Training's share of a frame where it has no thread of its own, and the panels' work on the network, in milliseconds:
/// 60 frames a second stay possible.
constexpr double kPumpBudget = 8, kTaskBudget = 2.5, kMostTaskBudget = 5;
constexpr auto kSlowStep = std::chrono::milliseconds(400);
constexpr std::size_t kMostTimes = 4096;
/// Of the built-in digits' held-out images, one that two numbers are enough for: the first thing a visitor sees.
constexpr std::uint32_t kOpeningSample = 7;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};

}  // namespace

Settings opening_settings() { return preset_settings(presets().front()); }

std::vector<float> interface_times(const FrameTimes& times) {
  std::vector<float> sums(std::min(times.building.size(), times.submitting.size()));
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = times.building[i] + times.submitting[i];
  return sums;
}

double percentile_99(std::vector<float> values) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) * 99 / 100);
  std::nth_element(values.begin(), at, values.end());
  return static_cast<double>(*at);
}

App::App(std::unique_ptr<Session> session) : session_(std::move(session)) {
  state_.layout = initial_layout();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
}

Result<std::unique_ptr<App>> App::create(const Settings& settings) {
  Result<std::unique_ptr<Session>> session = Session::create(settings);
  if (!session) return session.error();
  auto app = std::unique_ptr<App>(new App(std::move(*session)));
  if (settings == opening_settings()) app->state_.preset = presets().front().id;
  app->session_->start();
  return app;
}

bool App::prepare(ScreenScale scale, Appearance system) {
  using Choice = AppState::ThemeChoice;
  const Appearance wanted = state_.theme == Choice::kAsSystem ? system
                            : state_.theme == Choice::kDark   ? Appearance::kDark
                                                              : Appearance::kLight;
  if (scale == scale_ && wanted == appearance_) return false;
  scale_ = scale;
  appearance_ = wanted;
  theme_ = make_theme(wanted, scale);
  ImGui::GetIO().FontDefault = theme_.font.body;
  return true;
}

/// The moment of the past that somebody looks at is gone with its run.
void App::note_snapshot(const std::shared_ptr<const Snapshot>& now) {
  timeline_.add(now);
  if (state_.past && state_.past->generation != now->generation) state_.past.reset();
  shown_ = state_.past ? state_.past : now;
}

void App::update_pass() {
  pass_.update(tasks_.inference(), shown_, codes_.result(), state_.drawing, state_.selection, state_.code);
}

void App::build(const Snapshot& now, ImVec2 size, CommandQueue& queue) {
  images_.begin_frame();
  regions_.begin_frame(scale_.unit);
  ImGui::GetIO().DisplaySize = size;
  ImGui::NewFrame();
  const double seconds = milliseconds_since(opened_) / 1000;
  const View view{theme_,  *shown_,  now,    timeline_, pass_,   codes_.result(),
                  images_, regions_, tasks_, platform_, seconds, running()};
  read_shortcuts(view, state_, queue);
  draw_page(view, state_, queue);
  ImGui::Render();
}

/// Whoever moves a code or draws sees at once what becomes of it: the interface is built again, in no time, where the
/// first time changed what is inspected.
void App::build_responsively(const Snapshot& now, ImVec2 size, CommandQueue& queue) {
  constexpr float kNoTime = 1e-6f;  // ImGui wants some
  build(now, size, queue);
  if (pass_.follows(state_.drawing, state_.selection, state_.code)) return;
  update_pass();
  const float passed = std::exchange(ImGui::GetIO().DeltaTime, kNoTime);
  build(now, size, queue);
  ImGui::GetIO().DeltaTime = passed;
}

void App::frame(float width, float height) {
  HG_ASSERT(scale_.unit > 0, "prepare comes before frame");
  const std::shared_ptr<const Snapshot> now = session_->snapshot();
  note_snapshot(now);
  const auto inspection_start = Clock::now();
  update_pass();
  const double inspected = milliseconds_since(inspection_start);
  const auto start = Clock::now();
  CommandQueue queue;
  build_responsively(*now, {width, height}, queue);
  last_frame_ms_ = milliseconds_since(start);
  carry_out(queue);
  ++frames_;
  tasks_.request(codes_);
  // Where frames are far apart, each has more time to give.
  const double share = 0.12 * 1000 * static_cast<double>(ImGui::GetIO().DeltaTime);
  tasks_.work(shown_, std::clamp(share, kTaskBudget, kMostTaskBudget) - inspected);
  if (playing_slowly_) step_slowly();
  const auto slice_start = Clock::now();
  session_->pump(kPumpBudget);
  times_.longest_training_slice = std::max(times_.longest_training_slice, milliseconds_since(slice_start));
  times_.longest = std::max(times_.longest, last_frame_ms_);
  if (times_.building.size() < kMostTimes) times_.building.push_back(static_cast<float>(last_frame_ms_));
  ++times_.frames;
}

void App::add_submitting(double milliseconds) {
  if (times_.submitting.size() < kMostTimes) times_.submitting.push_back(static_cast<float>(milliseconds));
}

FrameTimes App::take_frame_times() {
  FrameTimes taken = std::exchange(times_, {});
  taken.slice_budget = kPumpBudget;
  taken.longest_task_slice = tasks_.take_longest_slice();
  return taken;
}

bool App::running() const { return playing_slowly_ || session_->snapshot()->state == RunState::kRunning; }

void App::start() {
  playing_slowly_ = state_.slow_motion;
  if (!playing_slowly_) session_->start();
  state_.past.reset();
}

void App::pause() {
  playing_slowly_ = false;
  session_->pause();
}

void App::step_slowly() {
  const RunState run = session_->snapshot()->state;
  if (!state_.slow_motion) {
    playing_slowly_ = false;
    return session_->start();
  }
  if (run == RunState::kDiverged) playing_slowly_ = false;
  if (run == RunState::kDiverged || Clock::now() < next_slow_step_) return;
  next_slow_step_ = Clock::now() + kSlowStep;
  session_->step();
}

void App::show_notice(std::string sentence) {
  state_.notice = std::move(sentence);
  state_.notice_until = milliseconds_since(opened_) / 1000 + 2.5 + 0.05 * static_cast<double>(state_.notice.size());
}

Status App::reset(Settings settings, std::shared_ptr<const Dataset> data) {
  if (!data && own_data_ && settings.data == own_data_->name()) data = own_data_;
  const bool was_running = running();
  Status status = session_->reset(settings, std::move(data));
  if (status) forget_changed_preset();
  if (status && was_running) start();
  return status;
}

Status App::adopt(const Model& model, std::shared_ptr<const Dataset> data) {
  const bool was_running = running();
  if (!data && own_data_ && model.settings.data == own_data_->name()) data = own_data_;
  Status status = session_->adopt(model, std::move(data));
  if (status && was_running) start();
  return status;
}

Status App::use_preset(const std::string& id) {
  const Preset* preset = find_preset(id);
  if (!preset) return Error{"setting-not-a-choice", "preset", "", "the name of a preset", excerpt(id)};
  Status status = reset(preset_settings(*preset, session_->settings()), {});
  if (!status) return status;
  state_.preset = id;
  start();
  return status;
}

void App::forget_changed_preset() {
  const Preset* preset = find_preset(state_.preset);
  if (preset && !is_run_of(*preset, session_->settings())) state_.preset.clear();
}

Status App::set(const std::string& key, const std::string& value) {
  Status status = session_->set(key, value);
  if (status) forget_changed_preset();
  return status;
}

Status App::apply(const std::string& key, const std::string& value) {
  Status live = set(key, value);
  if (live || live.error().code != "setting-needs-reset") return live;
  const Result<Settings> changed = make_settings({{key, value}}, session_->settings());
  return changed ? reset(*changed, {}) : Status(changed.error());
}

Status App::recover() {
  char rate[32];
  std::snprintf(rate, sizeof rate, "%.3g", session_->settings().learning_rate / 10);
  Status status = set("learning_rate", rate);
  if (status) start();
  return status;
}

Status App::add_sample(const command::AddSample& sample) {
  const std::shared_ptr<const Snapshot> now = session_->snapshot();
  Result<std::shared_ptr<const Dataset>> data = ExtendedSet::with(now->data, sample.pixels, sample.label);
  if (!data) return data.error();
  Status status = adopt(session_->resumable_model(), *data);
  if (!status) return status;
  own_data_ = *data;
  show_notice("Added: training goes on with " + std::to_string((*data)->count(Split::kTraining)) + " images.");
  return status;
}

void App::finish_epoch() {
  playing_slowly_ = false;
  const std::shared_ptr<const Snapshot> now = session_->snapshot();
  session_->step(static_cast<int>(now->steps_per_epoch - now->model.step % now->steps_per_epoch));
}

void App::save_file(const std::string& name, std::span<const std::byte> content) {
  if (platform_.save_file) show_notice(platform_.save_file(name, content));
}

void App::save_picture(const command::SavePicture& wanted) {
  ImVec2 minimum, maximum;
  if (regions_.find(wanted.region, minimum, maximum))
    picture_ = {"hourglass-" + wanted.name + ".png", minimum, maximum};
}

void App::carry_out(const CommandQueue& queue) {
  const auto check = [this](const Status& status) {
    if (!status) state_.error = status.error().sentence();
  };
  for (const Command& command : queue) {
    std::visit(Overloaded{[&](const command::Start&) { start(); }, [&](const command::Pause&) { pause(); },
                          [&](const command::Step&) {
                            playing_slowly_ = false;
                            state_.past.reset();
                            session_->step();
                          },
                          [&](const command::Epoch&) { finish_epoch(); },
                          [&](const command::Reset& c) { check(reset(c.settings, {})); },
                          [&](const command::UsePreset& c) { check(use_preset(c.id)); },
                          [&](const command::Set& c) { check(set(c.key, c.value)); },
                          [&](const command::Apply& c) { check(apply(c.key, c.value)); },
                          [&](const command::Recover&) { check(recover()); },
                          [&](const command::AddSample& c) { check(add_sample(c)); },
                          [&](const command::SaveModel& c) {
                            save_file("hourglass.safetensors", model_file(c.with_optimiser));
                          },
                          [&](const command::SaveFile& c) { save_file(c.name, c.content); },
                          [&](const command::SavePicture& c) { save_picture(c); },
                          [&](const command::OpenFile&) {
                            if (platform_.choose_file) platform_.choose_file();
                          },
                          [&](const command::CopyText& c) {
                            if (!platform_.copy_text) return;
                            platform_.copy_text(c.text);
                            show_notice(c.what + " copied.");
                          }},
               command);
  }
}

std::vector<std::byte> App::model_file(bool with_optimiser) {
  return to_model_file(with_optimiser ? session_->resumable_model() : session_->settle()->model);
}

Status App::use_model(std::span<const std::byte> bytes, const std::string& name) {
  Result<Model> model = parse_model_file(bytes, name);
  if (!model) return model.error();
  // How many threads there are is this machine's affair; the bits do not depend on it.
  model->settings.threads = session_->settings().threads;
  return adopt(*model, {});
}

Status App::use_data(std::vector<std::byte> bytes, const std::string& name) {
  const std::array<NamedBytes, 1> files = {NamedBytes{name, bytes}};
  Settings settings = session_->settings();
  Result<std::shared_ptr<const Dataset>> data = dataset_from_bytes(files, open_options(settings));
  if (!data) return data.error();
  settings.data = (*data)->name();
  Status status = session_->reset(settings, *data);
  if (status) own_data_ = *data;
  return status;
}

Status App::use_file(std::vector<std::byte> bytes, const std::string& name) {
  Status status = is_model_file(bytes) ? use_model(bytes, name) : use_data(std::move(bytes), name);
  if (!status) {
    state_.error = status.error().sentence();
    return status;
  }
  state_.error.clear();
  state_.preset.clear();
  start();
  return status;
}

std::string App::link() const { return link_text({session_->settings(), state_.preset, state_.layout, state_.theme}); }

std::vector<std::string_view> App::page_keys() { return hourglass::page_keys(); }

void App::use_link(std::string_view text) {
  const Settings now = session_->settings();
  const LinkReading reading = read_link(text, now);
  if (!reading.link.autoplay) pause();
  state_.layout = reading.link.layout;
  state_.theme = reading.link.theme;
  std::string note = reading.note;
  if (!(reading.link.settings == now)) {
    if (Status status = reset(reading.link.settings, {}); !status) note = status.error().sentence();
    else state_.preset = reading.link.preset;
  }
  if (!note.empty()) show_notice(note);
}

Status App::open_with(std::string_view link, std::span<const std::byte> model) {
  use_link(link);
  // The run has trained since it was made, which a link that asks it to wait could not tell it.
  if (!running() && session_->settle()->model.step > 0) {
    if (Status status = reset(session_->settings(), {}); !status) return status;
  }
  const Settings now = session_->settings();
  Settings opening = opening_settings();
  opening.threads = now.threads;
  opening.isa = now.isa;
  if (model.empty() || !(now == opening)) return Done{};
  Result<Model> trained = parse_model_file(model, "the opening model");
  if (!trained) return trained.error();
  // It was trained for fewer epochs than the run will have.
  if (same_network(trained->settings, opening)) trained->settings = opening;
  Status status = adopt(*trained, {});
  if (status) state_.selection.choose(Split::kHeldOut, kOpeningSample);
  return status;
}

}  // namespace hourglass
