#include "app/panels/settings/panel.h"

#include <imgui.h>
// Needs imgui.h before it.
#include <imgui_stdlib.h>

#include <algorithm>

#include "app/panels/settings/list.h"
#include "app/panels/settings/state.h"
#include "app/widgets/focus.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

/// Copies the run's settings into the draft where another run began, and live settings where they changed.
void sync_draft_with_run(const View& view, AppState& state) {
  SettingsPanelState& panel = state.memory.of<SettingsPanelState>();
  const Settings& now = view.live.model.settings;
  if (state.draft_generation == view.live.generation) {
    // Other parts, such as the lab notes, change live settings too.
    if (!(panel.seen == now)) copy_live_settings(now, state.draft);
    panel.seen = now;
    return;
  }
  state.draft_generation = view.live.generation;
  state.draft = panel.seen = now;
  panel.typed.clear();
  panel.complaints.clear();
}

bool waits_for_reset(const View& view, const AppState& state) {
  for (const Setting& setting : settings_table()) {
    if (setting.change == SettingChange::kNeedsReset &&
        setting_text(state.draft, setting) != setting_text(view.live.model.settings, setting)) {
      return true;
    }
  }
  return false;
}

void draw_apply(const View& view, AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  const bool waits = state.memory.of<SettingsPanelState>().waits;
  const float half = std::min((ImGui::GetContentRegionAvail().x / theme.unit - 8) / 2, 160.0f);
  if (button(theme, 1, "Apply and reset",
             {Icon::kNone, waits ? Emphasis::kPrimary : Emphasis::kPlain, half + 20, waits})) {
    queue.push_back(command::Reset{state.draft});
  }
  view.regions.mark_item("settings.apply");
  tooltip(theme, "Settings with a ring act from the next run on; a filled one waits for it");
  ImGui::SameLine(0, theme.px(8));
  if (button(theme, 2, "Undo", {Icon::kNone, Emphasis::kPlain, half - 20, waits})) {
    state.draft_generation = 0;
  }
  view.regions.mark_item("settings.undo");
}

/// Counts the changes that headings and buttons show.
void count_changes(const View& view, AppState& state) {
  SettingsPanelState& panel = state.memory.of<SettingsPanelState>();
  const Settings& run = view.live.model.settings;
  if (!panel.changed.empty() && panel.counted_draft == state.draft && panel.counted_run == run) return;
  panel.counted_draft = state.draft;
  panel.counted_run = run;
  panel.waits = waits_for_reset(view, state);
  const Result<Settings> made = make_settings({{"family", state.draft.family}});
  const Settings usual = made ? *made : Settings{};
  panel.changed.clear();
  for (const Setting& setting : settings_table()) {
    panel.changed[setting.group] += setting_text(state.draft, setting) != setting_text(usual, setting) ? 1 : 0;
  }
}

void draw_filter(const View& view, AppState& state, float width) {
  ImGui::SetNextItemWidth(width);
  ImGui::InputTextWithHint("##filter", "Find a setting", &state.memory.of<SettingsPanelState>().filter);
  view.regions.mark_item("settings.filter");
}

}  // namespace

void draw_settings(const View& view, AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  sync_draft_with_run(view, state);
  count_changes(view, state);
  card_heading(theme, "Settings");
  draw_apply(view, state, queue);
  const float width = ImGui::GetContentRegionAvail().x;
  draw_filter(view, state, std::min(width, theme.px(328)));
  // The list reaches into the card's padding: marks on the left, the scrollbar on the right.
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, theme.px(14, 0));
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() - theme.px(14));
  begin_child("list", {width + theme.px(30), 0}, ImGuiChildFlags_AlwaysUseWindowPadding, ImGuiWindowFlags_NoBackground);
  ImGui::PopStyleVar();
  draw_settings_list(view, state, queue, width);
  ImGui::EndChild();
}

}  // namespace hourglass
