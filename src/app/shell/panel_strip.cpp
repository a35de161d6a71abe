#include "app/shell/panel_strip.h"

#include <algorithm>
#include <string>

#include "app/panels/panel_table.h"
#include "app/widgets/focus.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

// CSS pixels.
constexpr float kHeight = 30, kFingersHeight = 44, kPadding = 9;
/// So much of a panel has to be in sight for its heading to be read.
constexpr float kHeading = 40;

float name_width(const Theme& theme, const PanelSpan& span) {
  const Panel& panel = panels()[static_cast<std::size_t>(span.panel)];
  return text_width(theme.font.small, panel.title) + theme.px(2 * kPadding);
}

bool is_in_sight(const Theme& theme, const PanelSpan& span, SightSpan sight) {
  return span.top >= sight.top - theme.px(kHeading) / 2 && span.top + theme.px(kHeading) <= sight.bottom;
}

/// All panels, or those out of sight where not all names fit; as many as fit.
std::vector<const PanelSpan*> named_panels(const Theme& theme, const std::vector<PanelSpan>& all, SightSpan sight,
                                           float width) {
  float total = 0;
  for (const PanelSpan& span : all) total += name_width(theme, span);
  std::vector<const PanelSpan*> named;
  float used = 0;
  for (const PanelSpan& span : all) {
    if (total > width && is_in_sight(theme, span, sight)) continue;
    used += name_width(theme, span);
    if (used > width) break;
    named.push_back(&span);
  }
  return named;
}

bool draw_name(const View& view, const PanelSpan& span, bool seen, float height) {
  const Theme& theme = view.theme;
  const Panel& panel = panels()[static_cast<std::size_t>(span.panel)];
  const ImVec2 at = ImGui::GetCursorScreenPos(), size = {name_width(theme, span), height};
  ImGui::PushID(span.panel);
  const bool pressed = press_area("name", size);
  ImGui::PopID();
  view.regions.mark_item("strip." + std::string(panel.id));
  tooltip(theme, panel.help);
  const bool hot = ImGui::IsItemHovered() || ImGui::IsItemFocused();
  const float top = at.y + (height - theme.px(20)) / 2, left = at.x + theme.px(kPadding), right = at.x + size.x;
  draw_text(theme.font.small, seen || hot ? theme.colour.text : theme.colour.quiet, {left, top}, panel.title);
  if (seen) {
    const float line = top + theme.px(17.5f);
    ImGui::GetWindowDrawList()->AddRectFilled({left, line}, {right - theme.px(kPadding), line + theme.px(1.5f)},
                                              theme.colour.faint);
  }
  return pressed;
}

}  // namespace

float panel_strip_padding() { return kPadding; }

float panel_strip_height() { return for_fingers() ? kFingersHeight : kHeight; }

const PanelSpan* draw_panel_strip(const View& view, const std::vector<PanelSpan>& panels, SightSpan sight,
                                  float width) {
  const PanelSpan* pressed = nullptr;
  bool is_first = true;
  for (const PanelSpan* span : named_panels(view.theme, panels, sight, width)) {
    if (!is_first) ImGui::SameLine(0, 0);
    const FocusScope scope(is_first ? Reach::kTab : Reach::kArrows);
    is_first = false;
    if (draw_name(view, *span, is_in_sight(view.theme, *span, sight), view.theme.px(panel_strip_height())))
      pressed = span;
  }
  return pressed;
}

}  // namespace hourglass
