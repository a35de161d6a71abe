#include <cstdio>

#include "app/panels/panels.h"
#include "app/widgets.h"

namespace hourglass {
namespace {

/// Under this width (CSS pixels) the numbers get a line of their own.
constexpr float kOneLine = 900, kIconsOnly = 480;

float width_in_css(const View& view) {
  return ImGui::GetIO().DisplaySize.x / view.theme.unit;
}

/// The glass: a wide input, a narrow neck, a wide output.
void draw_logo(const View& view) {
  const Theme& theme = view.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const auto p = [&](float x, float y) { return ImVec2{at.x + theme.px(x), at.y + theme.px(y)}; };
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddTriangleFilled(p(2, 5), p(22, 5), p(12, 17), faded(theme.colour.text, 0.85f));
  list.AddTriangleFilled(p(12, 15), p(22, 27), p(2, 27), theme.colour.accent);
  ImGui::Dummy(theme.px(24, 32));
}

void draw_buttons(const View& view, AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  const bool running = view.snapshot.state == RunState::kRunning;
  const bool small = width_in_css(view) < kIconsOnly;
  if (button(theme, 1,
             small     ? ""
             : running ? "Pause"
                       : "Train",
             {running ? Icon::kPause : Icon::kPlay, Emphasis::kPrimary, small ? 44.0f : 96.0f})) {
    running ? queue.push_back(command::Pause{}) : queue.push_back(command::Start{});
  }
  view.regions.mark_item("button.play");
  tooltip(theme, running ? "Stop training; the weights stay" : "Train until all epochs are done");
  ImGui::SameLine(0, theme.px(8));
  if (button(theme, 2, small ? "" : "Step", {Icon::kStep, Emphasis::kPlain, small ? 40.0f : 80.0f})) {
    queue.push_back(command::Step{});
  }
  view.regions.mark_item("button.step");
  tooltip(theme, "Train on one batch, then pause");
  ImGui::SameLine(0, theme.px(8));
  if (button(theme, 3, small ? "" : "Reset", {Icon::kReset, Emphasis::kPlain, small ? 40.0f : 86.0f})) {
    queue.push_back(command::Reset{state.draft});
  }
  view.regions.mark_item("button.reset");
  tooltip(theme, "Begin anew from fresh weights, with the settings as they stand");
}

/// A number over what it is; the same width whatever its value.
void draw_number(const View& view, float x, float width, std::string_view value, std::string_view label) {
  const Theme& theme = view.theme;
  const ImVec2 window = ImGui::GetWindowPos();
  const float y = ImGui::GetCursorScreenPos().y - theme.px(2);
  const float right = window.x + x + theme.px(width);
  draw_text(theme.font.number, theme.colour.text, {right, y}, value, 1);
  draw_text(theme.font.small, theme.colour.quiet, {right, y + theme.px(19)}, label, 1);
}

std::string_view state_text(RunState state) {
  switch (state) {
    case RunState::kRunning:
      return "training";
    case RunState::kFinished:
      return "finished";
    case RunState::kDiverged:
      return "diverged";
    case RunState::kPaused:
      break;
  }
  return "paused";
}

void draw_numbers(const View& view, float left, float room) {
  const Snapshot& run = view.snapshot;
  char rate[32], step[32], epoch[32];
  std::snprintf(epoch, sizeof epoch, "%.2f", run.epoch);
  const float unit = view.theme.unit;
  const float total = 380 * unit;
  float x = left + std::max(0.0f, room - total);
  const float squeeze = std::min(1.0f, room / total);
  const auto number = [&](float width, std::string_view value, std::string_view label) {
    draw_number(view, x, width * squeeze, value, label);
    x += width * squeeze * unit;
  };
  number(130, grouped(static_cast<std::uint64_t>(run.samples_per_second + 0.5), rate), "samples/s");
  number(80, epoch, "epochs");
  number(90, grouped(run.model.step, step), "steps");
  number(80, "", "");
  const bool running = run.state == RunState::kRunning;
  const ImVec2 window = ImGui::GetWindowPos();
  const float right = window.x + x, y = ImGui::GetCursorScreenPos().y + view.theme.px(6);
  draw_text(view.theme.font.body, running ? view.theme.colour.accent : view.theme.colour.quiet, {right, y},
            state_text(run.state), 1);
}

}  // namespace

float top_bar_height(const View& view, const AppState&) {
  return width_in_css(view) < kOneLine ? 108.0f : 64.0f;
}

void draw_top_bar(const View& view, AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  const float width = ImGui::GetIO().DisplaySize.x;
  const bool one_line = width_in_css(view) >= kOneLine;
  ImGui::SetCursorPos(theme.px(16, 16));
  draw_logo(view);
  ImGui::SameLine(0, theme.px(10));
  ImGui::SetCursorPosY(theme.px(18));
  text_in(theme.font.title, theme.colour.text, "Hourglass");
  ImGui::SameLine(0, theme.px(28));
  const bool small = width_in_css(view) < kIconsOnly;
  if (small) ImGui::SetCursorPosX(width - theme.px(16 + 44 + 40 + 40 + 16));
  ImGui::SetCursorPosY(theme.px(16));
  draw_buttons(view, state, queue);
  if (one_line) {
    ImGui::SetCursorPosY(theme.px(16));
    const float left = theme.px(480);
    draw_numbers(view, left, width - left - theme.px(20));
  } else {
    ImGui::SetCursorPosY(theme.px(62));
    draw_numbers(view, 0, width - theme.px(20));
  }
}

}  // namespace hourglass
