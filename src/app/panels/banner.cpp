#include <algorithm>
#include <cstdio>

#include "app/panels/panels.h"
#include "app/widgets.h"

namespace hourglass {
namespace {

/// A window of its own over everything, so that nothing moves when it comes.
bool begin_banner(const View& view) {
  const Theme& theme = view.theme;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float width = std::min(theme.px(640), screen.x - theme.px(32));
  ImGui::SetNextWindowPos({screen.x / 2, screen.y - theme.px(20)}, ImGuiCond_Always, {0.5f, 1});
  ImGui::SetNextWindowSize({width, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, theme.px(18, 16));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme.px(10));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, theme.px(1));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, mixed(theme.colour.raised, theme.colour.field, 0.6f));
  ImGui::PushStyleColor(ImGuiCol_Border, faded(theme.colour.accent, 0.6f));
  return ImGui::Begin("banner", nullptr,
                      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                          ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                          ImGuiWindowFlags_NoFocusOnAppearing);
}

void end_banner() {
  ImGui::End();
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(3);
}

void sentence(const View& view, std::string_view words) {
  ImGui::PushFont(view.theme.font.body);
  ImGui::PushTextWrapPos(0);
  text(words);
  ImGui::PopTextWrapPos();
  ImGui::PopFont();
  ImGui::Dummy(view.theme.px(1, 2));
}

bool dismissed(const View& view) {
  const bool pressed = button(view.theme, 1, "Dismiss", {Icon::kNone, Emphasis::kPlain, 90});
  view.regions.mark_item("banner.dismiss");
  return pressed;
}

/// The run's settings with a tenth of the learning rate.
Settings calmer(const View& view, const AppState& state) {
  Settings settings = state.draft;
  char rate[32];
  std::snprintf(rate, sizeof rate, "%.3g", view.snapshot.model.settings.learning_rate / 10);
  if (Status status = set_setting(settings, "learning_rate", rate); !status) return state.draft;
  return settings;
}

}  // namespace

void draw_banner(const View& view, AppState& state, CommandQueue& queue) {
  const Snapshot& run = view.snapshot;
  const bool diverged = run.state == RunState::kDiverged && state.dismissed != run.generation;
  if (state.error.empty() && !diverged) return;
  if (begin_banner(view)) {
    if (!state.error.empty()) {
      sentence(view, state.error);
      if (dismissed(view)) state.error.clear();
    } else {
      sentence(view, run.message);
      if (button(view.theme, 2, "Lower the learning rate and reset", {Icon::kNone, Emphasis::kPrimary})) {
        queue.push_back(command::Reset{calmer(view, state)});
        queue.push_back(command::Start{});
      }
      view.regions.mark_item("banner.recover");
      ImGui::SameLine();
      if (dismissed(view)) state.dismissed = run.generation;
    }
  }
  end_banner();
}

}  // namespace hourglass
