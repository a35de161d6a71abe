#include "app/shell/banner.h"

#include <algorithm>

#include "app/shell/shortcuts.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

/// An ImGui window above everything, so that nothing moves when it appears. Call end_over in any case.
bool begin_over(const View& view, const char* name, float css_width, ImVec2 at, ImVec2 pivot) {
  const Theme& theme = view.theme;
  const float width = std::min(theme.px(css_width), ImGui::GetIO().DisplaySize.x - theme.px(32));
  ImGui::SetNextWindowPos(at, ImGuiCond_Always, pivot);
  ImGui::SetNextWindowSize({width, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, theme.px(18, 16));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme.px(10));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, theme.px(1));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, mixed(theme.colour.raised, theme.colour.field, 0.6f));
  ImGui::PushStyleColor(ImGuiCol_Border, faded(theme.colour.accent, 0.6f));
  return ImGui::Begin(name, nullptr,
                      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                          ImGuiWindowFlags_NoFocusOnAppearing);
}

void end_over() {
  ImGui::End();
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(3);
}

ImVec2 lower_middle(const View& view) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  return {screen.x / 2, screen.y - view.theme.px(20)};
}

void sentence(const View& view, std::string_view words) {
  ImGui::PushFont(view.theme.font.body);
  ImGui::PushTextWrapPos(0);
  text(words);
  ImGui::PopTextWrapPos();
  ImGui::PopFont();
}

bool dismissed(const View& view) {
  const bool pressed = button(view.theme, 1, "Dismiss", {Icon::kNone, Emphasis::kPlain, 90});
  view.regions.mark_item("banner.dismiss");
  return pressed;
}

void draw_error(const View& view, AppState& state) {
  if (begin_over(view, "banner", 640, lower_middle(view), {0.5f, 1})) {
    sentence(view, state.error);
    ImGui::Dummy(view.theme.px(1, 2));
    if (dismissed(view)) state.error.clear();
  }
  end_over();
}

void draw_divergence(const View& view, AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  if (begin_over(view, "banner", 640, lower_middle(view), {0.5f, 1})) {
    sentence(view, view.live.message);
    ImGui::Dummy(theme.px(1, 2));
    if (button(theme, 2, "Go on from the last good weights, ten times slower", {Icon::kNone, Emphasis::kPrimary})) {
      queue.push_back(command::Recover{});
    }
    view.regions.mark_item("banner.recover");
    tooltip(theme, "The weights before the divergence are kept; the learning rate becomes a tenth of what it is");
    ImGui::SameLine(0, theme.px(8));
    if (ImGui::GetContentRegionAvail().x < theme.px(90)) ImGui::NewLine();
    if (dismissed(view)) state.dismissed = view.live.generation;
  }
  end_over();
}

/// Disappears by itself.
void draw_notice(const View& view, AppState& state) {
  if (view.seconds > state.notice_until) {
    state.notice.clear();
    return;
  }
  const float width = text_width(view.theme.font.body, state.notice) / view.theme.unit + 40;
  if (begin_over(view, "notice", std::min(width, 560.0f), lower_middle(view), {0.5f, 1})) sentence(view, state.notice);
  view.regions.mark(
      "notice", ImGui::GetWindowPos(),
      {ImGui::GetWindowPos().x + ImGui::GetWindowWidth(), ImGui::GetWindowPos().y + ImGui::GetWindowHeight()});
  end_over();
}

void draw_keys(const View& view, AppState& state) {
  const Theme& theme = view.theme;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  if (begin_over(view, "keys", 380, {screen.x / 2, screen.y / 2}, {0.5f, 0.5f})) {
    text_in(theme.font.heading, theme.colour.text, "Keyboard");
    for (const Shortcut& shortcut : shortcuts()) {
      text_in(theme.font.body, theme.colour.accent, shortcut.keys);
      ImGui::SameLine(theme.px(130));
      text_in(theme.font.body, theme.colour.text, shortcut.what);
    }
    ImGui::Dummy(theme.px(1, 2));
    if (button(theme, 1, "Close", {Icon::kNone, Emphasis::kPlain, 80})) state.keys_shown = false;
    view.regions.mark_item("keys.close");
  }
  end_over();
}

}  // namespace

void draw_banner(const View& view, AppState& state, CommandQueue& queue) {
  const Snapshot& run = view.live;
  if (!state.error.empty()) {
    draw_error(view, state);
  } else if (run.state == RunState::kDiverged && state.dismissed != run.generation) {
    draw_divergence(view, state, queue);
  } else if (!state.notice.empty()) {
    draw_notice(view, state);
  }
  if (state.keys_shown) draw_keys(view, state);
}

}  // namespace hourglass
