#include "app/shell/shortcuts.h"

#include <algorithm>

#include "app/panels/panel_table.h"
#include "app/shell/tour.h"

namespace hourglass {
namespace {

constexpr Shortcut kShortcuts[] = {
    {"Space", "train, or pause"},
    {"S", "one step"},
    {"E", "to the end of the epoch"},
    {"M", "slow motion"},
    {"R", "begin anew, same seed"},
    {"N", "begin anew, another seed"},
    {"1 to 9", "show one panel alone"},
    {"0", "show the settings alone"},
    {"Esc", "close what lies on top; show all panels"},
    {"Tab, arrows", "walk through buttons and fields"},
    {"Enter", "press what is framed"},
    {"T", "light or dark"},
    {"?", "this help"},
    {"F2", "all controls as text"},
};

bool pressed(ImGuiKey key) { return ImGui::IsKeyPressed(key, false); }

void show_alone(AppState& state, int panel) { state.layout.alone = state.layout.alone == panel ? -1 : panel; }

void reset_with_seed(const View& view, AppState& state, CommandQueue& queue, int more) {
  Settings settings = state.draft_generation == view.live.generation ? state.draft : view.live.model.settings;
  settings.seed = (settings.seed + more) & 0x7fffffff;
  queue.push_back(command::Reset{settings});
}

void read_run_keys(const View& view, AppState& state, CommandQueue& queue) {
  if (pressed(ImGuiKey_Space)) view.running ? queue.push_back(command::Pause{}) : queue.push_back(command::Start{});
  if (pressed(ImGuiKey_S)) queue.push_back(command::Step{});
  if (pressed(ImGuiKey_E)) queue.push_back(command::Epoch{});
  if (pressed(ImGuiKey_M)) state.slow_motion = !state.slow_motion;
  if (pressed(ImGuiKey_R)) reset_with_seed(view, state, queue, 0);
  if (pressed(ImGuiKey_N)) reset_with_seed(view, state, queue, 1);
}

/// Escape closes one thing: what lies on top.
void close_topmost(const View& view, AppState& state) {
  // ImGui closes menus itself.
  if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return;
  if (state.keys_shown) state.keys_shown = false;
  else if (!state.error.empty()) state.error.clear();
  else if (state.tour_step >= 0) end_tour(view, state);
  else if (!state.layout.embedded) state.layout.alone = -1;  // an embedding page chose its panels
}

void read_panel_keys(AppState& state) {
  for (int digit = 1; digit <= 9; ++digit) {
    const auto key = static_cast<ImGuiKey>(ImGuiKey_0 + digit);
    if (pressed(key) && digit <= static_cast<int>(panels().size()) - 1) show_alone(state, digit - 1);
  }
  if (pressed(ImGuiKey_0)) show_alone(state, find_panel(kSidePanel));
}

}  // namespace

std::span<const Shortcut> shortcuts() { return kShortcuts; }

void read_shortcuts(const View& view, AppState& state, CommandQueue& queue) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
  if (pressed(ImGuiKey_Escape)) close_topmost(view, state);
  // Space presses the widget that has the keyboard focus.
  if (!(io.NavActive && io.NavVisible && ImGui::IsAnyItemFocused() && pressed(ImGuiKey_Space))) {
    read_run_keys(view, state, queue);
  }
  // The author of an embedding page chose its panels.
  if (!state.layout.embedded) read_panel_keys(state);
  if (pressed(ImGuiKey_T)) {
    using Choice = AppState::ThemeChoice;
    state.theme = view.theme.appearance == Appearance::kDark ? Choice::kLight : Choice::kDark;
  }
  if (std::find(io.InputQueueCharacters.begin(), io.InputQueueCharacters.end(), ImWchar('?')) !=
      io.InputQueueCharacters.end()) {
    state.keys_shown = !state.keys_shown;
  }
}

}  // namespace hourglass
