#include "app/widgets/widgets.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/widgets/focus.h"
#include "app/widgets/imgui_version.h"
#include "session/glossary.h"

namespace hourglass {
namespace {

ImVec2 plus(ImVec2 a, ImVec2 b) { return {a.x + b.x, a.y + b.y}; }

void draw_icon(const Theme& theme, Icon icon, ImVec2 centre, ImU32 colour) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float u = theme.px(1);
  const auto at = [&](float x, float y) { return plus(centre, {x * u, y * u}); };
  switch (icon) {
    case Icon::kNone: break;
    case Icon::kPlay: list.AddTriangleFilled(at(-4, -6), at(6, 0), at(-4, 6), colour); break;
    case Icon::kPause:
      list.AddRectFilled(at(-5, -6), at(-1.5f, 6), colour, u);
      list.AddRectFilled(at(1.5f, -6), at(5, 6), colour, u);
      break;
    case Icon::kStep:
      list.AddTriangleFilled(at(-5, -6), at(3, 0), at(-5, 6), colour);
      list.AddRectFilled(at(3, -6), at(5.5f, 6), colour, u);
      break;
    case Icon::kReset:
      list.PathArcTo(centre, 5.5f * u, -0.9f, 4.2f, 24);
      list.PathStroke(colour, 0, 1.8f * u);
      list.AddTriangleFilled(at(-6.5f, -6.5f), at(-0.5f, -6.2f), at(-4.2f, -1.2f), colour);
      break;
    case Icon::kEpoch:
      list.AddTriangleFilled(at(-7, -6), at(-1, 0), at(-7, 6), colour);
      list.AddTriangleFilled(at(-1, -6), at(5, 0), at(-1, 6), colour);
      list.AddRectFilled(at(5, -6), at(7, 6), colour, u);
      break;
    case Icon::kSlow:
      list.AddCircle(centre, 6 * u, colour, 24, 1.6f * u);
      list.AddLine(centre, at(0, -4), colour, 1.6f * u);
      list.AddLine(centre, at(3, 1.5f), colour, 1.6f * u);
      break;
    case Icon::kExpand:
      list.AddLine(at(-1, 1), at(-5, 5), colour, 1.5f * u);
      list.AddLine(at(1, -1), at(5, -5), colour, 1.5f * u);
      list.AddTriangleFilled(at(-6, 1), at(-6, 6), at(-1, 6), colour);
      list.AddTriangleFilled(at(6, -1), at(6, -6), at(1, -6), colour);
      break;
    case Icon::kShrink:
      list.AddLine(at(-2, 2), at(-6, 6), colour, 1.5f * u);
      list.AddLine(at(2, -2), at(6, -6), colour, 1.5f * u);
      list.AddTriangleFilled(at(-1, 6), at(-1, 1), at(-6, 1), colour);
      list.AddTriangleFilled(at(1, -6), at(1, -1), at(6, -1), colour);
      break;
    case Icon::kMore:
      for (float x : {-5.0f, 0.0f, 5.0f}) list.AddCircleFilled(at(x, 0), 1.5f * u, colour);
      break;
    case Icon::kUndo:
      list.PathArcTo(centre, 5 * u, -2.4f, 1.9f, 20);
      list.PathStroke(colour, 0, 1.8f * u);
      list.AddTriangleFilled(at(-7, -5.5f), at(-1, -6.5f), at(-3.5f, -0.5f), colour);
      break;
    case Icon::kTheme:
      list.AddCircle(centre, 6 * u, colour, 24, 1.5f * u);
      list.PathArcTo(centre, 6 * u, -1.5708f, 1.5708f, 16);
      list.PathFillConvex(colour);
      break;
  }
}

}  // namespace

void begin_card(const Theme& theme, int id, ImVec2 size) {
  ImGui::PushID(id);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, theme.px(16, 14));
  begin_child("card", size, ImGuiChildFlags_AlwaysUseWindowPadding,
              ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar();
}

void end_card() {
  ImGui::EndChild();
  ImGui::PopID();
}

void card_heading(const Theme& theme, std::string_view title, std::string_view remark) {
  text_in(theme.font.heading, theme.colour.text, title);
  const float room = ImGui::GetContentRegionAvail().x - ImGui::GetItemRectSize().x - theme.px(10) -
                     theme.px(2 * corner_button_side() + 4);
  if (remark.empty() || text_width(theme.font.small, remark) > room) return;
  // Takes no part in the layout, so that nothing below moves when it appears.
  const ImVec2 beside = {ImGui::GetItemRectMax().x + theme.px(10), ImGui::GetItemRectMin().y + theme.px(2)};
  draw_text(theme.font.small, theme.colour.quiet, beside, remark);
}

bool press_area(const char* id, ImVec2 size, ImGuiButtonFlags flags) {
  const bool pressed = ImGui::InvisibleButton(id, {std::max(size.x, 1.0f), std::max(size.y, 1.0f)}, flags);
  draw_focus_ring();
  return pressed;
}

void make_for_fingers(const Theme& theme, bool fingers) {
  ImGui::GetStyle().TouchExtraPadding = fingers ? theme.px(5, 9) : ImVec2{0, 0};
}

bool for_fingers() { return ImGui::GetStyle().TouchExtraPadding.x > 0; }

float corner_button_side() { return for_fingers() ? 44 : 24; }

float control_gap(float usual) { return for_fingers() ? std::max(usual, 10.0f) : usual; }

void text(std::string_view content) { ImGui::TextUnformatted(content.data(), content.data() + content.size()); }

void text_in(ImFont* font, ImU32 colour, std::string_view content) {
  ImGui::PushFont(font);
  ImGui::PushStyleColor(ImGuiCol_Text, colour);
  text(content);
  ImGui::PopStyleColor();
  ImGui::PopFont();
}

float text_width(ImFont* font, std::string_view content) {
  const float size = font_size(*font) * ImGui::GetIO().FontGlobalScale;
  return font->CalcTextSizeA(size, 1e9f, 0, content.data(), content.data() + content.size()).x;
}

void draw_text(ImFont* font, ImU32 colour, ImVec2 at, std::string_view content, float align) {
  const float size = font_size(*font) * ImGui::GetIO().FontGlobalScale;
  if (align > 0) at.x = std::floor(at.x - align * text_width(font, content));
  ImGui::GetWindowDrawList()->AddText(font, size, at, colour, content.data(), content.data() + content.size());
}

void tooltip(const Theme& theme, std::string_view content) {
  const bool hovered = ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip | ImGuiHoveredFlags_AllowWhenDisabled);
  if (content.empty() || !(hovered || holds_focus())) return;
  if (!hovered) {
    const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
    const bool above = to.y > 0.75f * ImGui::GetIO().DisplaySize.y;
    ImGui::SetNextWindowPos({from.x, above ? from.y - theme.px(8) : to.y + theme.px(8)}, ImGuiCond_Always,
                            {0, above ? 1.0f : 0.0f});
  }
  begin_tooltip(theme);
  ImGui::PushFont(theme.font.small);
  ImGui::PushTextWrapPos(theme.px(280));
  text(content);
  ImGui::PopTextWrapPos();
  ImGui::PopFont();
  end_tooltip();
}

void begin_tooltip(const Theme& theme) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, theme.px(12, 8));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme.px(8));
  ImGui::BeginTooltip();
}

void end_tooltip() {
  ImGui::EndTooltip();
  ImGui::PopStyleVar(2);
}

bool button(const Theme& theme, int id, std::string_view label, ButtonLook look) {
  const Palette& c = theme.colour;
  const float height = ImGui::GetFrameHeight() + theme.px(2);
  const float icon_width = look.icon == Icon::kNone ? 0 : theme.px(12);
  const float gap = look.icon != Icon::kNone && !label.empty() ? theme.px(8) : 0;
  const float content = icon_width + gap + text_width(theme.font.body, label);
  const float width =
      look.width > 0 ? theme.px(look.width) : std::max(height, content + (label.empty() ? 0 : theme.px(24)));

  ImGui::PushID(id);
  ImGui::BeginDisabled(!look.enabled);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = press_area("button", {width, height});
  ImGui::EndDisabled();
  ImGui::PopID();

  const bool primary = look.emphasis == Emphasis::kPrimary && look.enabled;
  const float heat = !look.enabled ? 0.0f : ImGui::IsItemActive() ? 1.0f : ImGui::IsItemHovered() ? 0.6f : 0.0f;
  const ImU32 ground = primary ? mixed(c.accent, c.text, heat * 0.25f)
                               : mixed(look.emphasis == Emphasis::kQuiet ? c.raised : c.field, c.field_over, heat);
  const ImU32 ink = !look.enabled ? c.faint : primary ? c.on_accent : c.text;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (look.enabled || look.emphasis != Emphasis::kQuiet) {
    list.AddRectFilled(at, plus(at, {width, height}), look.enabled ? ground : faded(c.field, 0.5f), theme.px(6));
  }
  const float left = std::floor(at.x + (width - content) / 2);
  draw_icon(theme, look.icon, {left + icon_width / 2, std::floor(at.y + height / 2)}, ink);
  draw_text(theme.font.body, ink, {left + icon_width + gap, at.y + (height - ImGui::GetFontSize()) / 2}, label);
  return pressed;
}

bool icon_button(const Theme& theme, int id, Icon icon, float side) {
  ImGui::PushID(id);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = press_area("icon", {side, side});
  ImGui::PopID();
  const bool hot = ImGui::IsItemHovered() || ImGui::IsItemFocused();
  if (hot) ImGui::GetWindowDrawList()->AddRectFilled(at, plus(at, {side, side}), theme.colour.field, theme.px(6));
  draw_icon(theme, icon, {std::floor(at.x + side / 2), std::floor(at.y + side / 2)},
            hot ? theme.colour.text : theme.colour.faint);
  return pressed;
}

/// Places the menu where it has more room: below or above the last item, growing to the right or to the left.
void place_menu(const Theme& theme) {
  const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax(), screen = ImGui::GetIO().DisplaySize;
  const bool leftwards = (from.x + to.x) / 2 > 0.6f * screen.x, upwards = to.y > 0.6f * screen.y;
  ImGui::SetNextWindowPos({leftwards ? to.x : from.x, upwards ? from.y - theme.px(4) : to.y + theme.px(4)},
                          ImGuiCond_Appearing, {leftwards ? 1.0f : 0.0f, upwards ? 1.0f : 0.0f});
}

bool begin_menu(const Theme& theme, const char* name, MenuPlace place) {
  if (place == MenuPlace::kAtLastItem) place_menu(theme);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, theme.px(8, 8));
  const bool open = ImGui::BeginPopup(name);
  if (!open) ImGui::PopStyleVar();
  return open;
}

void end_menu() {
  ImGui::EndPopup();
  ImGui::PopStyleVar();
}

void menu_heading(const Theme& theme, std::string_view title) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({theme.px(20) + text_width(theme.font.small, title), theme.px(24)});
  draw_text(theme.font.small, theme.colour.quiet, {at.x + theme.px(6), at.y + theme.px(6)}, title);
}

bool menu_item(const Theme& theme, int id, std::string_view label, Mark mark) {
  ImGui::PushID(id);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float indent = mark == Mark::kNone ? theme.px(6) : theme.px(28);
  const float width = std::max(theme.px(150), indent + text_width(theme.font.body, label) + theme.px(14));
  const bool chosen = ImGui::Selectable("##item", false, mark == Mark::kNone ? 0 : ImGuiSelectableFlags_DontClosePopups,
                                        {width, theme.px(26)});
  ImGui::PopID();
  draw_text(theme.font.body, theme.colour.text, {at.x + indent, at.y + theme.px(4)}, label);
  if (mark == Mark::kChecked) {
    const ImVec2 tick[] = {plus(at, theme.px(8, 13)), plus(at, theme.px(12, 17)), plus(at, theme.px(19, 8))};
    ImGui::GetWindowDrawList()->AddPolyline(tick, 3, theme.colour.accent, 0, theme.px(2));
  }
  return chosen;
}

bool choice_button(const Theme& theme, int id, std::string_view label, ImVec2 size, bool chosen) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID(id);
  const bool pressed = press_area("choice", size);
  ImGui::PopID();
  const bool hot = ImGui::IsItemHovered() || ImGui::IsItemFocused();
  const ImU32 ground = chosen ? mixed(theme.colour.field, theme.colour.accent, 0.3f)
                       : hot  ? theme.colour.field_over
                              : theme.colour.field;
  ImGui::GetWindowDrawList()->AddRectFilled(at, plus(at, size), ground, theme.px(6));
  draw_text(theme.font.small, chosen ? theme.colour.text : theme.colour.quiet,
            {at.x + size.x / 2, at.y + (size.y - theme.px(15.5f)) / 2}, label, 0.5f);
  return pressed;
}

float choice_width(const Theme& theme, std::string_view label) {
  return std::max(text_width(theme.font.small, label) + theme.px(18), theme.px(for_fingers() ? 38 : 0));
}

bool choice_row(const Theme& theme, int id, std::span<const std::string_view> labels, int& chosen, Regions* regions,
                std::string_view name) {
  ImGui::PushID(id);
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x, height = theme.px(26);
  const int before = chosen;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const int number = static_cast<int>(i);
    const float width = choice_width(theme, labels[i]);
    if (i > 0) {
      ImGui::SameLine(0, theme.px(for_fingers() ? 6 : 4));
      if (ImGui::GetCursorScreenPos().x + width > right) ImGui::NewLine();
    }
    {
      const bool is_stop = before < 0 ? i == 0 : before == number;
      const FocusScope scope(is_stop ? Reach::kTab : Reach::kArrows);
      if (choice_button(theme, number, labels[i], {width, height}, before == number)) chosen = number;
    }
    if (regions) regions->mark_item(std::string(name) + "." + std::string(labels[i]));
    tooltip(theme, meaning_of(labels[i]));
  }
  ImGui::PopID();
  return chosen != before;
}

bool small_button(const Theme& theme, int id, std::string_view label) {
  int none = -1;
  return choice_row(theme, id, {&label, 1}, none);
}

bool tick_box(const Theme& theme, int id, std::string_view label, bool& ticked) {
  ImGui::PushID(id);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float side = theme.px(16), height = theme.px(26);
  const bool pressed = press_area("tick", {side + theme.px(8) + text_width(theme.font.small, label), height});
  ImGui::PopID();
  if (pressed) ticked = !ticked;
  const ImVec2 box = {at.x, at.y + (height - side) / 2};
  const bool hot = ImGui::IsItemHovered() || ImGui::IsItemFocused();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(box, plus(box, {side, side}), hot ? theme.colour.field_over : theme.colour.field, theme.px(4));
  if (ticked) {
    const ImVec2 tick[] = {plus(box, theme.px(3.5f, 8)), plus(box, theme.px(6.8f, 11.5f)),
                           plus(box, theme.px(12.5f, 4.5f))};
    list.AddPolyline(tick, 3, theme.colour.accent, 0, theme.px(2));
  }
  draw_text(theme.font.small, theme.colour.text, {box.x + side + theme.px(8), at.y + (height - theme.px(15.5f)) / 2},
            label);
  return pressed;
}

bool level_slider(const Theme& theme, int id, const LevelSlider& look, float& value) {
  const Palette& c = theme.colour;
  ImGui::PushID(id);
  const ImVec2 at = ImGui::GetCursorScreenPos(), size = {theme.px(look.width), theme.px(26)};
  press_area("level", size);
  ImGui::PopID();
  const float before = value, range = look.high - look.low;
  const float left = at.x + (look.label.empty() ? 0 : text_width(theme.font.small, look.label) + theme.px(10));
  const float right = at.x + size.x - theme.px(44);
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    value = look.usual;
  } else if (ImGui::IsItemActive() && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    const float place = std::clamp((ImGui::GetIO().MousePos.x - left) / std::max(right - left, 1.0f), 0.0f, 1.0f);
    value = look.low + place * range;
  } else if (const int step = arrow_step(ImGuiKey_LeftArrow, ImGuiKey_RightArrow); step != 0) {
    value = std::clamp(value + static_cast<float>(step) * range / 20, look.low, look.high);
  }
  const float middle = at.y + size.y / 2, text_y = at.y + (size.y - theme.px(15.5f)) / 2;
  const float here = left + (right - left) * std::clamp((value - look.low) / range, 0.0f, 1.0f);
  const bool hot = ImGui::IsItemActive() || ImGui::IsItemHovered() || ImGui::IsItemFocused();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_text(theme.font.small, c.quiet, {at.x, text_y}, look.label);
  list.AddRectFilled({left, middle - theme.px(2)}, {right, middle + theme.px(2)}, c.field, theme.px(2));
  list.AddRectFilled({left, middle - theme.px(2)}, {here, middle + theme.px(2)}, faded(c.accent, 0.7f), theme.px(2));
  list.AddCircleFilled({here, middle}, theme.px(hot ? 8 : 7), c.accent);
  char words[32];
  std::snprintf(words, sizeof words, look.format, static_cast<double>(value));
  draw_text(theme.font.small, c.text, {at.x + size.x, text_y}, words, 1);
  return value != before;
}

void empty_state(const Theme& theme, std::string_view sentence) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float width = std::min(room.x, theme.px(340));
  const float size = theme.px(18);
  const ImVec2 needed =
      theme.font.body->CalcTextSizeA(size, 1e9f, width, sentence.data(), sentence.data() + sentence.size());
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddText(theme.font.body, size,
                                      {at.x + (room.x - needed.x) / 2, at.y + std::max(0.0f, (room.y - needed.y) / 2)},
                                      theme.colour.quiet, sentence.data(), sentence.data() + sentence.size(), width);
  ImGui::Dummy(room);
}

bool code_slider(const Theme& theme, int id, ImVec2 size, float range, float encoded, float& value) {
  const Palette& c = theme.colour;
  ImGui::PushID(id);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  {
    const FocusScope scope(id == 0 ? Reach::kTab : Reach::kArrows);
    press_area("slider", size);
  }
  ImGui::PopID();
  const float pad = theme.px(5), span = size.y - 2 * pad;
  const auto height_of = [&](float v) {
    return at.y + pad + span * (0.5f - 0.5f * std::clamp(v / range, -1.0f, 1.0f));
  };
  bool moved = false;
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    moved = value != encoded;
    value = encoded;
  } else if (ImGui::IsItemActive() && ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0).y != 0) {
    const float place = std::clamp((ImGui::GetIO().MousePos.y - at.y - pad) / span, 0.0f, 1.0f);
    const float wanted = (1 - 2 * place) * range;
    moved = wanted != value;
    value = wanted;
  } else if (const int step = arrow_step(ImGuiKey_DownArrow, ImGuiKey_UpArrow); step != 0) {
    const float wanted = std::clamp(value + static_cast<float>(step) * range / 20, -range, range);
    moved = wanted != value;
    value = wanted;
  }

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool hot = ImGui::IsItemActive() || ImGui::IsItemHovered();
  list.AddRectFilled(at, plus(at, size), hot ? mixed(c.well, c.field, 0.7f) : c.well, theme.px(4));
  const float zero = height_of(0), here = height_of(value), before = height_of(encoded);
  const float left = at.x + theme.px(3), right = at.x + size.x - theme.px(3);
  list.AddRectFilled({left, std::min(zero, here)}, {right, std::max(zero, here)}, faded(c.accent, hot ? 0.55f : 0.38f),
                     theme.px(2));
  list.AddLine({at.x, zero}, {at.x + size.x, zero}, c.line, theme.px(1));
  if (std::fabs(before - here) > theme.px(2)) list.AddLine({left, before}, {right, before}, c.quiet, theme.px(1.5f));
  list.AddRectFilled({left, here - theme.px(2)}, {right, here + theme.px(2)}, c.accent, theme.px(2));

  if (hot) {
    char words[64];
    std::snprintf(words, sizeof words, "unit %d: %+.2f", id + 1, static_cast<double>(value));
    begin_tooltip(theme);
    text_in(theme.font.small, c.text, words);
    end_tooltip();
  }
  return moved;
}

}  // namespace hourglass
