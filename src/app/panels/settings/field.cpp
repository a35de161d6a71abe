#include "app/panels/settings/field.h"

#include <imgui.h>
// Needs imgui.h before it.
#include <imgui_stdlib.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>

#include "app/panels/settings/state.h"
#include "app/widgets/choices.h"
#include "app/widgets/focus.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

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
  const std::vector<std::string_view> names = setting.choices();
  const std::vector<std::string> choices(names.begin(), names.end());
  const int chosen = choice_field(theme, setting_text(state.draft, setting), choices);
  if (chosen >= 0) change(setting, choices[static_cast<std::size_t>(chosen)], state, queue);
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

/// A flat button beside the field, for touch screens.
bool stepper(const Theme& theme, int id, std::string_view sign, ImVec2 size) {
  ImGui::PushID(id);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushButtonRepeat(true);
  const FocusScope scope(Reach::kArrows);
  const bool pressed = press_area("step", size);
  ImGui::PopButtonRepeat();
  const bool hot = ImGui::IsItemHovered();
  ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + size.x, at.y + size.y},
                                            hot ? theme.colour.field_over : theme.colour.field, theme.px(6));
  draw_text(theme.font.body, hot ? theme.colour.text : theme.colour.quiet,
            {at.x + size.x / 2, at.y + (size.y - ImGui::GetFontSize()) / 2}, sign, 0.5f);
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
  const float side = for_fingers() ? theme.px(40) : height;
  ImGui::SetNextItemWidth(steps ? width - 2 * (side + gap) : width);
  const bool edited = ImGui::InputText("##value", &value);
  const bool done = ImGui::IsItemDeactivatedAfterEdit();
  if (edited) state.memory.of<SettingsPanelState>().typed[key] = value;
  if (done) change(setting, value, state, queue);
  if (!steps) return;
  ImGui::SameLine(0, gap);
  if (stepper(theme, 1, "\u2212", {side, height}))
    change(setting, stepped_text(state.draft, setting, -1), state, queue);
  ImGui::SameLine(0, gap);
  if (stepper(theme, 2, "+", {side, height})) change(setting, stepped_text(state.draft, setting, +1), state, queue);
}

/// The label in the larger type that fits, shortened where none does; the tooltip explains it.
void draw_label(const Theme& theme, ImU32 colour, ImVec2 at, float room, std::string label) {
  ImFont* font = text_width(theme.font.body, label) <= room ? theme.font.body : theme.font.small;
  while (text_width(font, label) > room && label.size() > 4) label = label.substr(0, label.size() - 4) + "\u2026";
  draw_text(font, colour, {at.x, at.y + (font == theme.font.small ? theme.px(1.5f) : 0)}, label);
}

/// The ring of a setting that needs a new run, filled where a change waits for one.
void draw_ring(const View& view, const Setting& setting, const AppState& state, ImVec2 centre) {
  if (setting.change != SettingChange::kNeedsReset) return;
  const Theme& theme = view.theme;
  if (setting_text(state.draft, setting) != setting_text(view.live.model.settings, setting)) {
    ImGui::GetWindowDrawList()->AddCircleFilled(centre, theme.px(3), theme.colour.accent);
  } else {
    ImGui::GetWindowDrawList()->AddCircle(centre, theme.px(2.5f), theme.colour.faint, 12);
  }
}

/// The label, and its unit where there is room for both.
void draw_name(const Theme& theme, const Setting& setting, bool acts, ImVec2 at, float room) {
  const std::string label = label_of(setting);
  draw_label(theme, acts ? theme.colour.text : theme.colour.faint, at, room, label);
  const float unit_x = text_width(theme.font.body, label) + theme.px(6);
  // The tooltip names a unit that does not fit.
  if (unit_x + text_width(theme.font.small, setting.unit) < room) {
    draw_text(theme.font.small, theme.colour.faint, {at.x + unit_x, at.y + theme.px(2)}, setting.unit);
  }
}

void draw_complaint(const Theme& theme, std::string_view key, AppState& state) {
  const auto& complaints = state.memory.of<SettingsPanelState>().complaints;
  const auto complaint = complaints.find(key);
  if (complaint == complaints.end()) return;
  ImGui::PushTextWrapPos(0);
  text_in(theme.font.small, theme.colour.danger, complaint->second);
  ImGui::PopTextWrapPos();
}

/// What the setting is, and why it does nothing where it does not.
std::string help_of(const Setting& setting, bool acts) {
  std::string help(setting.help);
  if (!acts) help += ". " + std::string(setting_need_text(setting.traits.need)) + ".";
  return help;
}

}  // namespace

std::string label_of(const Setting& setting) {
  std::string label = setting_label(setting.key);
  label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
  return label;
}

void draw_setting(const View& view, const Setting& setting, AppState& state, CommandQueue& queue, float width) {
  const Theme& theme = view.theme;
  const bool acts = is_met(setting.traits.need, state.draft);
  const float field = std::clamp(width * 0.62f, std::min(theme.px(164), width * 0.56f), theme.px(400));
  const float right = ImGui::GetCursorPosX() + width;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_ring(view, setting, state, {at.x - theme.px(4.5f), at.y + ImGui::GetFrameHeight() / 2});
  const float label_y = at.y + (ImGui::GetFrameHeight() - ImGui::GetFontSize()) / 2;
  draw_name(theme, setting, acts, {at.x + theme.px(3), label_y}, width - field - theme.px(7));
  ImGui::SetCursorPosX(right - field);
  ImGui::BeginDisabled(!acts);
  ImGui::BeginGroup();
  ImGui::PushItemWidth(field);
  setting.choices().empty() ? draw_text_field(theme, setting, state, queue) : draw_choice(theme, setting, state, queue);
  ImGui::PopItemWidth();
  ImGui::EndGroup();
  ImGui::EndDisabled();
  view.regions.mark_item("settings." + std::string(setting.key));
  tooltip(theme, help_of(setting, acts));
  draw_complaint(theme, setting.key, state);
}

}  // namespace hourglass
