#include "app/app.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/layout.h"
#include "core/assert.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

using Clock = std::chrono::steady_clock;

/// Training's share of a frame where it has no thread of its own, in milliseconds: 60 frames a second stay
/// possible.
constexpr double kPumpBudget = 10;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};

}  // namespace

Settings opening_settings() {
  Result<Settings> made = make_settings(
      {{"family", "vanilla"}, {"hidden", "128"}, {"latent", "16"}, {"batch", "64"}, {"epochs", "1000"}});
  HG_ASSERT(made, "the opening settings do not fit the table");
  return *made;
}

App::App(std::unique_ptr<Session> session) : session_(std::move(session)) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
}

Result<std::unique_ptr<App>> App::create(const Settings& settings) {
  Result<std::unique_ptr<Session>> session = Session::create(settings);
  if (!session) return session.error();
  auto app = std::unique_ptr<App>(new App(std::move(*session)));
  app->session_->start();
  return app;
}

bool App::prepare(ScreenScale scale, Appearance appearance) {
  if (scale == scale_ && appearance == appearance_) return false;
  scale_ = scale;
  appearance_ = appearance;
  theme_ = make_theme(appearance, scale);
  ImGui::GetIO().FontDefault = theme_.font.body;
  return true;
}

void App::frame(float width, float height) {
  const auto start = Clock::now();
  HG_ASSERT(scale_.unit > 0, "prepare comes before frame");
  const std::shared_ptr<const Snapshot> now = session_->snapshot();
  predictions_.update(now, state_.drawing, state_.code);
  images_.begin_frame();
  regions_.begin_frame(scale_.unit);
  CommandQueue queue;
  ImGui::GetIO().DisplaySize = {width, height};
  ImGui::NewFrame();
  draw_page({theme_, *now, predictions_, images_, regions_}, state_, queue);
  ImGui::Render();
  carry_out(queue);
  last_frame_ms_ = milliseconds_since(start);
  ++frames_;
  const auto slice_start = Clock::now();
  session_->pump(kPumpBudget);
  times_.longest_slice = std::max(times_.longest_slice, milliseconds_since(slice_start));
  times_.longest = std::max(times_.longest, last_frame_ms_);
  ++times_.frames;
}

FrameTimes App::take_frame_times() {
  FrameTimes taken = std::exchange(times_, {});
  taken.slice_budget = kPumpBudget;
  return taken;
}

Status App::reset(Settings settings, std::shared_ptr<const Dataset> data) {
  if (!data && dropped_data_ && settings.data == dropped_data_->name()) data = dropped_data_;
  const bool was_running = session_->snapshot()->state == RunState::kRunning;
  Status status = session_->reset(settings, std::move(data));
  if (status && was_running) session_->start();
  return status;
}

void App::carry_out(const CommandQueue& queue) {
  const auto check = [this](const Status& status) {
    if (!status) state_.error = status.error().sentence();
  };
  for (const Command& command : queue) {
    std::visit(Overloaded{[&](const command::Start&) { session_->start(); },
                          [&](const command::Pause&) { session_->pause(); },
                          [&](const command::Step&) { session_->step(); },
                          [&](const command::Reset& c) { check(reset(c.settings, {})); },
                          [&](const command::Set& c) { check(session_->set(c.key, c.value)); }},
               command);
  }
}

Status App::use_file(std::vector<std::byte> bytes, const std::string& name) {
  const std::array<NamedBytes, 1> files = {NamedBytes{name, bytes}};
  Result<std::shared_ptr<const Dataset>> data = dataset_from_bytes(files, open_options(session_->snapshot()->model.settings));
  Status status = data ? Status(Done{}) : Status(data.error());
  if (status) {
    Settings settings = session_->snapshot()->model.settings;
    settings.data = (*data)->name();
    status = session_->reset(settings, *data);
  }
  if (!status) {
    state_.error = status.error().sentence();
    return status;
  }
  dropped_data_ = *data;
  state_.error.clear();
  session_->start();
  return status;
}

}  // namespace hourglass
