#include "app/panels/settings/panel.h"

#include <imgui.h>
// Needs imgui.h before it.
#include <imgui_stdlib.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>
#include <string>

#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

/// The panel's own state: text being typed and refusals, by the setting's key.
struct SettingsPanelState {
  std::map<std::string, std::string, std::less<>> typed, complaints;
  Settings seen;  ///< the run's settings in the last frame
  // Counted once for each change of the draft or the run, not in every frame.
  Settings counted_draft, counted_run;
  std::map<SettingGroup, int> changed;  ///< settings of a group that differ from their family's defaults
  bool waits = false;                   ///< changes wait for a reset
  std::string filter;                   ///< the text of the search field
  /// The open groups.
  std::set<SettingGroup> open = {SettingGroup::kFamily, SettingGroup::kArchitecture};
};

/// learning_rate -> "Learning rate".
std::string label_of(const Setting& setting) {
  std::string label = setting_label(setting.key);
  label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
  return label;
}

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

/// Sets a value in the draft, and a live setting in the run too; a refusal is shown under the field.
void change(const Setting& setting, const std::string& value, AppState& state, CommandQueue& queue) {
  const std::string key(setting.key);
  Status status = set_setting(state.draft, key, value);
  if (!status) {
    state.memory.of<SettingsPanelState>().complaints[key] = status.error().sentence();
    return;
  }
  state.memory.of<SettingsPanelState>().complaints.erase(key);
  state.memory.of<SettingsPanelState>().typed.erase(key);
  if (setting.change == SettingChange::kLive) queue.push_back(command::Set{key, value});
  if (setting.group != SettingGroup::kFamily) return;
  // A family has its own defaults.
  if (Result<Settings> made = make_settings({{key, value}}, state.draft)) state.draft = *made;
}

void draw_choice(const Theme& theme, const Setting& setting, AppState& state, CommandQueue& queue) {
  const std::string now = setting_text(state.draft, setting);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, theme.px(8, 8));
  const bool open =
      ImGui::BeginCombo("##value", now.c_str(), ImGuiComboFlags_HeightLarge | ImGuiComboFlags_NoArrowButton);
  if (open) {
    const std::vector<std::string_view> choices = setting.choices();
    for (std::size_t i = 0; i < choices.size(); ++i) {
      const std::string choice(choices[i]);
      ImGui::PushID(static_cast<int>(i));
      const ImVec2 at = ImGui::GetCursorScreenPos();
      if (ImGui::Selectable("##choice", choice == now, 0, {0, theme.px(24)})) change(setting, choice, state, queue);
      draw_text(theme.font.body, theme.colour.text, {at.x + theme.px(4), at.y + theme.px(3)}, choice);
      ImGui::PopID();
    }
    ImGui::EndCombo();
  }
  ImGui::PopStyleVar();
  if (!open) tooltip(theme, setting.help);
  const ImVec2 end = ImGui::GetItemRectMax();
  const float x = end.x - theme.px(16), y = end.y - ImGui::GetFrameHeight() / 2;
  const ImVec2 chevron[] = {
      {x - theme.px(4), y - theme.px(2)}, {x, y + theme.px(2)}, {x + theme.px(4), y - theme.px(2)}};
  ImGui::GetWindowDrawList()->AddPolyline(chevron, 3, theme.colour.quiet, 0, theme.px(1.6f));
}

/// The next value: twice or half for whole numbers, 1-2-5 for others. Direction is +1 or -1.
double stepped(double value, int direction, const Setting& setting) {
  const bool whole = std::holds_alternative<SettingField<int>>(setting.member);
  double next = 0;
  if (whole) {
    next = value == 0 ? std::max(direction, 0) : direction > 0 ? 2 * value : std::floor(value / 2);
  } else if (value <= 0) {
    next = direction > 0 ? 1e-4 : 0;
  } else {
    const double power = std::pow(10, std::floor(std::log10(value) + 1e-9)), lead = value / power;
    next = direction > 0 ? (lead < 1.999   ? 2
                            : lead < 4.999 ? 5
                                           : 10)
                         : (lead > 5.001   ? 5
                            : lead > 2.001 ? 2
                            : lead > 1.001 ? 1
                                           : 0.5);
    next *= power;
  }
  return std::clamp(next, setting.range.minimum, setting.range.maximum);
}

std::string stepped_text(const Settings& settings, const Setting& setting, int direction) {
  char buffer[32];
  if (const auto* whole = std::get_if<SettingField<int>>(&setting.member)) {
    return std::to_string(static_cast<int>(stepped(whole->get(settings), direction, setting)));
  }
  if (const auto* number = std::get_if<SettingField<double>>(&setting.member)) {
    std::snprintf(buffer, sizeof buffer, "%.6g", stepped(number->get(settings), direction, setting));
    return buffer;
  }
  // Lists: every item.
  std::string text;
  for (int item : list_of(setting, settings)) {
    const double next =
        std::clamp(direction > 0 ? item * 2.0 : std::floor(item / 2.0), setting.range.minimum, setting.range.maximum);
    text += (text.empty() ? "" : ",") + std::to_string(static_cast<int>(next));
  }
  return text;
}

/// A flat square beside the field, for touch screens.
bool stepper(const Theme& theme, int id, std::string_view sign, float size) {
  ImGui::PushID(id);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushButtonRepeat(true);
  const bool pressed = press_area("step", {size, size});
  ImGui::PopButtonRepeat();
  const bool hot = ImGui::IsItemHovered();
  ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + size, at.y + size},
                                            hot ? theme.colour.field_over : theme.colour.field, theme.px(6));
  draw_text(theme.font.body, hot ? theme.colour.text : theme.colour.quiet,
            {at.x + size / 2, at.y + (size - ImGui::GetFontSize()) / 2}, sign, 0.5f);
  ImGui::PopID();
  return pressed;
}

void draw_text_field(const Theme& theme, const Setting& setting, AppState& state, CommandQueue& queue) {
  const std::string key(setting.key);
  const bool steps = setting.is_number() || setting.is_list();
  const float height = ImGui::GetFrameHeight(), gap = theme.px(4), width = ImGui::CalcItemWidth();
  const auto typed = state.memory.of<SettingsPanelState>().typed.find(key);
  std::string value =
      typed != state.memory.of<SettingsPanelState>().typed.end() ? typed->second : setting_text(state.draft, setting);
  ImGui::SetNextItemWidth(steps ? width - 2 * (height + gap) : width);
  const bool edited = ImGui::InputText("##value", &value);
  const bool done = ImGui::IsItemDeactivatedAfterEdit();
  if (edited) state.memory.of<SettingsPanelState>().typed[key] = value;
  tooltip(theme, setting.help);
  if (done) change(setting, value, state, queue);
  if (!steps) return;
  ImGui::SameLine(0, gap);
  if (stepper(theme, 1, "\u2212", height)) change(setting, stepped_text(state.draft, setting, -1), state, queue);
  ImGui::SameLine(0, gap);
  if (stepper(theme, 2, "+", height)) change(setting, stepped_text(state.draft, setting, +1), state, queue);
}

/// The label in the larger type that fits, shortened where none does; the tooltip explains it.
void draw_label(const Theme& theme, ImVec2 at, float room, std::string label) {
  ImFont* font = text_width(theme.font.body, label) <= room ? theme.font.body : theme.font.small;
  while (text_width(font, label) > room && label.size() > 4) label = label.substr(0, label.size() - 4) + "\u2026";
  draw_text(font, theme.colour.text, {at.x, at.y + (font == theme.font.small ? theme.px(1.5f) : 0)}, label);
}

/// A label with its unit, a dot where the change waits for a reset, and the field.
void draw_setting(const View& view, const Setting& setting, AppState& state, CommandQueue& queue, float width) {
  const Theme& theme = view.theme;
  const std::string label = label_of(setting), key(setting.key);
  const bool waits = setting_text(state.draft, setting) != setting_text(view.live.model.settings, setting) &&
                     setting.change == SettingChange::kNeedsReset;
  const float field = std::min(theme.px(164), width * 0.56f);
  const float left = ImGui::GetCursorPosX(), right = left + width;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float label_y = at.y + (ImGui::GetFrameHeight() - ImGui::GetFontSize()) / 2;
  const ImVec2 mark = {at.x - theme.px(4.5f), at.y + ImGui::GetFrameHeight() / 2};
  if (waits) {
    ImGui::GetWindowDrawList()->AddCircleFilled(mark, theme.px(3), theme.colour.accent);
  } else if (setting.change == SettingChange::kNeedsReset) {
    ImGui::GetWindowDrawList()->AddCircle(mark, theme.px(2.5f), theme.colour.faint, 12);
  }
  draw_label(theme, {at.x + theme.px(3), label_y}, width - field - theme.px(7), label);
  const float unit_x = at.x + theme.px(3) + text_width(theme.font.body, label) + theme.px(6);
  // The tooltip names a unit that does not fit.
  if (unit_x + text_width(theme.font.small, setting.unit) < at.x + right - left - field - theme.px(6)) {
    draw_text(theme.font.small, theme.colour.faint, {unit_x, label_y + theme.px(2)}, setting.unit);
  }
  ImGui::SetCursorPosX(right - field);
  ImGui::BeginGroup();
  ImGui::SetNextItemWidth(field);
  ImGui::PushItemWidth(field);
  setting.choices().empty() ? draw_text_field(theme, setting, state, queue) : draw_choice(theme, setting, state, queue);
  ImGui::PopItemWidth();
  ImGui::EndGroup();
  view.regions.mark_item("settings." + key);
  tooltip(theme, setting.help);
  if (const auto complaint = state.memory.of<SettingsPanelState>().complaints.find(key);
      complaint != state.memory.of<SettingsPanelState>().complaints.end()) {
    ImGui::PushTextWrapPos(0);
    text_in(theme.font.small, theme.colour.danger, complaint->second);
    ImGui::PopTextWrapPos();
  }
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
  const float half = (ImGui::GetContentRegionAvail().x / theme.unit - 8) / 2;
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

bool matches(const Setting& setting, std::string_view filter) {
  const auto lower = [](std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  };
  const std::string wanted = lower(std::string(filter));
  return lower(label_of(setting)).find(wanted) != std::string::npos ||
         lower(std::string(setting.help)).find(wanted) != std::string::npos;
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

/// A heading that opens and closes its group.
void draw_group_heading(const View& view, AppState& state, SettingGroup group, float width) {
  const Theme& theme = view.theme;
  std::set<SettingGroup>& open = state.memory.of<SettingsPanelState>().open;
  const bool is_open = open.count(group) > 0;
  const ImVec2 at = ImGui::GetCursorScreenPos(), size = {width, theme.px(28)};
  if (press_area("group", size)) is_open ? (void)open.erase(group) : (void)open.insert(group);
  view.regions.mark_item("settings.group." + std::string(setting_group_title(group)));
  const bool hot = ImGui::IsItemHovered() || ImGui::IsItemFocused();
  const ImU32 colour = hot ? theme.colour.text : theme.colour.quiet;
  const float middle = at.y + size.y / 2, x = at.x + theme.px(4);
  const ImVec2 down[] = {
      {x - theme.px(4), middle - theme.px(2)}, {x, middle + theme.px(2)}, {x + theme.px(4), middle - theme.px(2)}};
  const ImVec2 right[] = {
      {x - theme.px(2), middle - theme.px(4)}, {x + theme.px(2), middle}, {x - theme.px(2), middle + theme.px(4)}};
  ImGui::GetWindowDrawList()->AddPolyline(is_open ? down : right, 3, colour, 0, theme.px(1.6f));
  draw_text(theme.font.heading, colour, {at.x + theme.px(18), at.y + theme.px(5)}, setting_group_title(group));
  const int changed = is_open ? 0 : state.memory.of<SettingsPanelState>().changed[group];
  if (changed == 0) return;
  const std::string words = std::to_string(changed) + " changed";
  draw_text(theme.font.small, theme.colour.accent, {at.x + width, at.y + theme.px(7)}, words, 1);
}

void draw_filter(const View& view, AppState& state, float width) {
  ImGui::SetNextItemWidth(width);
  ImGui::InputTextWithHint("##filter", "Find a setting", &state.memory.of<SettingsPanelState>().filter);
  view.regions.mark_item("settings.filter");
}

void draw_list(const View& view, AppState& state, CommandQueue& queue, float width) {
  const SettingsPanelState& panel = state.memory.of<SettingsPanelState>();
  const Setting* last = nullptr;
  int id = 0, shown = 0;
  for (const Setting& setting : settings_table()) {
    ImGui::PushID(id++);
    const bool first = !last || last->group != setting.group;
    // A group of one that bears its setting's name needs no heading.
    const bool lone = setting.group == SettingGroup::kFamily;
    if (panel.filter.empty() && first && !lone) draw_group_heading(view, state, setting.group, width);
    const bool visible =
        panel.filter.empty() ? lone || panel.open.count(setting.group) > 0 : matches(setting, panel.filter);
    if (visible) draw_setting(view, setting, state, queue, width);
    shown += visible;
    ImGui::PopID();
    last = &setting;
  }
  if (shown == 0) text_in(view.theme.font.body, view.theme.colour.quiet, "No setting has that in its name.");
}

}  // namespace

void draw_settings(const View& view, AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  sync_draft_with_run(view, state);
  count_changes(view, state);
  card_heading(theme, "Settings");
  draw_apply(view, state, queue);
  const float width = ImGui::GetContentRegionAvail().x;
  draw_filter(view, state, width);
  // The list reaches into the card's padding: marks on the left, the scrollbar on the right.
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, theme.px(14, 0));
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() - theme.px(14));
  ImGui::BeginChild("list", {width + theme.px(30), 0}, ImGuiChildFlags_AlwaysUseWindowPadding,
                    ImGuiWindowFlags_NoBackground);
  ImGui::PopStyleVar();
  draw_list(view, state, queue, width);
  ImGui::EndChild();
}

}  // namespace hourglass
