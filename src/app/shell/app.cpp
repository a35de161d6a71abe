#include "app/shell/app.h"

#include <algorithm>

#include "app/panels/panel_table.h"
#include "app/shell/last_stop.h"
#include "app/shell/opening.h"
#include "app/shell/page.h"
#include "app/shell/shortcuts.h"
#include "app/widgets/widgets.h"
#include "core/assert.h"
#include "export/standalone_page.h"
#include "io/model_file.h"
#include "session/open_data.h"
#include "session/presets.h"

namespace hourglass {
namespace {

using Clock = std::chrono::steady_clock;

/// The background tasks' share of a frame, in milliseconds: 60 frames a second stay possible.
constexpr double kTaskBudget = 2.5, kMostTaskBudget = 5;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
// Clang deduces it by itself only from version 17 on.
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

}  // namespace

App::App(std::unique_ptr<Session> session) : run_(std::move(session), state_) {
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
  app->run_.session().start();
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

/// A selected snapshot of the past goes with its run.
void App::show_snapshot(const std::shared_ptr<const Snapshot>& now) {
  timeline_.add(now);
  if (state_.past && state_.past->generation != now->generation) state_.past.reset();
  shown_ = state_.past ? state_.past : now;
}

void App::update_pass() {
  pass_.update(tasks_.inference(), shown_, codes_.result(), state_.drawing, state_.selection, state_.code);
}

double App::seconds() const { return milliseconds_since(opened_) / 1000; }

void App::build(const Snapshot& now, ImVec2 size, CommandQueue& queue) {
  images_.begin_frame();
  regions_.begin_frame(scale_.unit);
  ImGui::GetIO().DisplaySize = size;
  make_for_fingers(theme_, platform_.for_fingers);
  ImGui::NewFrame();
  const SampleView samples{shown_->data->description(), shown_->data->shape()};
  const View view{theme_,  *shown_,  now,    timeline_, pass_,     codes_.result(), samples,
                  images_, regions_, tasks_, platform_, seconds(), run_.running()};
  read_shortcuts(view, state_, queue);
  draw_page(view, state_, queue);
  ImGui::Render();
}

/// Where building changed the selected sample or its code, the interface is built a second time within the frame, so
/// that a moved code or a stroke shows its result without delay.
void App::build_responsively(const Snapshot& now, ImVec2 size, CommandQueue& queue) {
  constexpr float kNoTime = 1e-6f;  // ImGui asserts that some time passes
  build(now, size, queue);
  if (pass_.up_to_date(state_.drawing, state_.selection, state_.code)) return;
  update_pass();
  const float passed = std::exchange(ImGui::GetIO().DeltaTime, kNoTime);
  build(now, size, queue);
  ImGui::GetIO().DeltaTime = passed;
}

/// The selected sample's pass has already spent a part of the budget.
void App::work_in_background(double spent_ms) {
  tasks_.request(codes_);
  // Where frames are far apart, each has more time to give, and so has one beside which nothing trains.
  const double share = (run_.running() ? 0.12 : 0.3) * 1000 * static_cast<double>(ImGui::GetIO().DeltaTime);
  tasks_.work(shown_, std::clamp(share, kTaskBudget, kMostTaskBudget) - spent_ms);
  statistics_.add_task_slice(tasks_.take_longest_slice());
}

void App::mark(FrameMoment moment) const {
  if (platform_.mark) platform_.mark(moment);
}

void App::frame(float width, float height) {
  HG_ASSERT(scale_.unit > 0, "prepare comes before frame");
  const std::shared_ptr<const Snapshot> now = run_.snapshot();
  show_snapshot(now);
  tasks_.inference().use_threads(run_.running() ? 1 : platform_.idle_threads);
  const auto pass_start = Clock::now();
  update_pass();
  const double pass_ms = milliseconds_since(pass_start);
  const auto build_start = Clock::now();
  CommandQueue queue;
  mark(FrameMoment::kBuilding);
  build_responsively(*now, {width, height}, queue);
  mark(FrameMoment::kBuilt);
  statistics_.add_building(milliseconds_since(build_start));
  carry_out(queue);
  ++frames_;
  work_in_background(pass_ms);
  run_.advance_slow_motion();
  const auto slice_start = Clock::now();
  run_.session().pump(kTrainingBudgetMs);
  statistics_.add_training_slice(milliseconds_since(slice_start));
}

bool App::busy() const {
  return run_.running() || run_.session().busy() || tasks_.busy() || picture_ ||
         (!state_.notice.empty() && seconds() < state_.notice_until + 1);
}

bool App::leave_by_tab(bool backwards) { return hourglass::leave_by_tab(state_, backwards); }

void App::show_notice(std::string sentence) {
  state_.notice = std::move(sentence);
  state_.notice_until = seconds() + 2.5 + 0.05 * static_cast<double>(state_.notice.size());
}

void App::add_sample(const command::AddSample& sample) {
  const Status status = run_.add_sample(sample);
  if (!status) return show_error(status.error().sentence());
  show_notice("Added: training goes on with " + std::to_string(run_.snapshot()->data->count(Split::kTraining)) +
              " samples.");
}

void App::save_file(const std::string& name, std::span<const std::byte> content) {
  if (platform_.save_file) show_notice(platform_.save_file(name, content));
}

void App::save_page() {
  if (!platform_.save_page) return;
  const Dataset& data = *run_.snapshot()->data;
  constexpr Split split = Split::kHeldOut;
  const std::uint32_t count = std::min(kMostPageSamples, data.count(split));
  const auto size = static_cast<std::size_t>(data.shape().features());
  std::vector<float> samples(count * size);
  std::vector<int> labels;
  for (std::uint32_t i = 0; i < count; ++i) {
    data.read(split, i, samples.data() + i * size);
    labels.push_back(data.label(split, i));
  }
  show_notice(platform_.save_page(run_.model_file(false), samples, labels));
}

void App::save_picture(const command::SavePicture& wanted) {
  ImVec2 minimum, maximum;
  if (regions_.find(wanted.region, minimum, maximum))
    picture_ = {"hourglass-" + wanted.name + ".png", minimum, maximum};
}

void App::copy(const command::CopyText& text) {
  if (!platform_.copy_text) return;
  platform_.copy_text(text.text);
  show_notice(text.what + " copied.");
}

void App::carry_out_one(const Command& command) {
  const auto check = [this](const Status& status) {
    if (const Status answer = without_missing_set(status); !answer) show_error(answer.error().sentence());
  };
  std::visit(
      Overloaded{
          [&](const command::Start&) { run_.start(); }, [&](const command::Pause&) { run_.pause(); },
          [&](const command::Step&) { run_.step(); }, [&](const command::Epoch&) { run_.finish_epoch(); },
          [&](const command::Reset& c) { check(run_.reset(c.settings)); },
          [&](const command::UsePreset& c) { check(run_.use_preset(c.id)); },
          [&](const command::Set& c) { check(run_.set(c.key, c.value)); },
          [&](const command::Apply& c) { check(run_.apply(c.key, c.value)); },
          [&](const command::Recover&) { check(run_.recover()); }, [&](const command::AddSample& c) { add_sample(c); },
          [&](const command::SaveModel& c) { save_file("hourglass.safetensors", run_.model_file(c.with_optimiser)); },
          [&](const command::ExportModel& c) {
            if (platform_.export_model) {
              show_notice(platform_.export_model(c.format, c.part, run_.model_file(false)));
            }
          },
          [&](const command::SavePage&) { save_page(); },
          [&](const command::SaveImage& c) {
            if (platform_.save_picture) show_notice(platform_.save_picture(c.name, c.shape, c.pixels));
          },
          [&](const command::SavePicture& c) { save_picture(c); },
          [&](const command::OpenFile&) {
            if (platform_.choose_file) platform_.choose_file();
          },
          [&](const command::OpenUses&) {
            if (platform_.open_uses) platform_.open_uses();
          },
          [&](const command::CopyText& c) { copy(c); }},
      command);
}

Status App::without_missing_set(const Status& status) {
  if (status || status.error().code != "data-not-drawn" || !run_.awaited() || !platform_.draw_set) return status;
  const Settings& settings = *run_.awaited();
  show_notice("Drawing " + settings.data.source + " ...");
  platform_.draw_set({settings.data.source, static_cast<double>(settings.seed), settings.data.samples,
                      settings.data.held_out_samples});
  return Done{};
}

Status App::take_set(std::span<const NamedBytes> files) {
  Result<std::shared_ptr<const Dataset>> set = dataset_from_bytes(files, open_options(run_.settings()));
  const Status status = set ? run_.give_set(std::move(*set)) : Status(set.error());
  if (!status) show_error(status.error().sentence());
  return status;
}

void App::carry_out(const CommandQueue& queue) {
  for (const Command& command : queue) carry_out_one(command);
}

Status App::open_files(std::span<const NamedBytes> files) {
  const auto model =
      std::find_if(files.begin(), files.end(), [](const NamedBytes& file) { return is_model_file(file.bytes); });
  if (model == files.end()) return run_.use_data(files);
  if (files.size() == 1) return run_.use_model(model->bytes, model->name);
  return Error{"file-unknown-format", model->name, "", "one model, or the files of one data set",
               "a model among " + std::to_string(files.size()) + " files"};
}

Status App::use_file(std::span<const std::byte> bytes, const std::string& name) {
  const NamedBytes file{name, bytes};
  return use_files({&file, 1});
}

Status App::use_files(std::span<const NamedBytes> files) {
  Status status = without_missing_set(open_files(files));
  if (!status) {
    show_error(status.error().sentence());
    return status;
  }
  state_.error.clear();
  state_.preset.clear();
  run_.start();
  return status;
}

}  // namespace hourglass
