#include "app/widgets.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace hourglass {
namespace {

ImVec2 plus(ImVec2 a, ImVec2 b) {
  return {a.x + b.x, a.y + b.y};
}

void draw_icon(const Theme& theme, Icon icon, ImVec2 centre, ImU32 colour) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float u = theme.px(1);
  const auto at = [&](float x, float y) { return plus(centre, {x * u, y * u}); };
  switch (icon) {
    case Icon::kNone:
      break;
    case Icon::kPlay:
      list.AddTriangleFilled(at(-4, -6), at(6, 0), at(-4, 6), colour);
      break;
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
  }
}

}  // namespace

void begin_card(const Theme& theme, int id, ImVec2 size) {
  ImGui::PushID(id);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, theme.px(16, 14));
  ImGui::BeginChild("card", size, ImGuiChildFlags_AlwaysUseWindowPadding,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar();
}

void end_card() {
  ImGui::EndChild();
  ImGui::PopID();
}

void card_heading(const Theme& theme, std::string_view title, std::string_view remark) {
  text_in(theme.font.heading, theme.colour.text, title);
  const float room = ImGui::GetContentRegionAvail().x - ImGui::GetItemRectSize().x - theme.px(10);
  if (remark.empty() || text_width(theme.font.small, remark) > room) return;
  ImGui::SameLine(0, theme.px(10));
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + theme.px(2));
  draw_text(theme.font.small, theme.colour.quiet, ImGui::GetCursorScreenPos(), remark);
  ImGui::NewLine();
}

void text(std::string_view content) {
  ImGui::TextUnformatted(content.data(), content.data() + content.size());
}

void text_in(ImFont* font, ImU32 colour, std::string_view content) {
  ImGui::PushFont(font);
  ImGui::PushStyleColor(ImGuiCol_Text, colour);
  text(content);
  ImGui::PopStyleColor();
  ImGui::PopFont();
}

float text_width(ImFont* font, std::string_view content) {
  const float size = font->FontSize * ImGui::GetIO().FontGlobalScale;
  return font->CalcTextSizeA(size, 1e9f, 0, content.data(), content.data() + content.size()).x;
}

void draw_text(ImFont* font, ImU32 colour, ImVec2 at, std::string_view content, float align) {
  const float size = font->FontSize * ImGui::GetIO().FontGlobalScale;
  if (align > 0) at.x = std::floor(at.x - align * text_width(font, content));
  ImGui::GetWindowDrawList()->AddText(font, size, at, colour, content.data(),
                                      content.data() + content.size());
}

void tooltip(const Theme& theme, std::string_view content) {
  if (content.empty() ||
      !ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip | ImGuiHoveredFlags_AllowWhenDisabled)) {
    return;
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
  const bool pressed = ImGui::InvisibleButton("button", {width, height});
  ImGui::EndDisabled();
  ImGui::PopID();

  const bool primary = look.emphasis == Emphasis::kPrimary && look.enabled;
  const float heat = !look.enabled            ? 0.0f
                     : ImGui::IsItemActive()  ? 1.0f
                     : ImGui::IsItemHovered() ? 0.6f
                                              : 0.0f;
  const ImU32 ground =
      primary ? mixed(c.accent, c.text, heat * 0.25f)
              : mixed(look.emphasis == Emphasis::kQuiet ? c.raised : c.field, c.field_over, heat);
  const ImU32 ink = !look.enabled ? c.faint : primary ? c.on_accent : c.text;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (look.enabled || look.emphasis != Emphasis::kQuiet) {
    list.AddRectFilled(at, plus(at, {width, height}), look.enabled ? ground : faded(c.field, 0.5f),
                       theme.px(6));
  }
  const float left = std::floor(at.x + (width - content) / 2);
  draw_icon(theme, look.icon, {left + icon_width / 2, std::floor(at.y + height / 2)}, ink);
  draw_text(theme.font.body, ink, {left + icon_width + gap, at.y + (height - ImGui::GetFontSize()) / 2},
            label);
  return pressed;
}

bool code_slider(const Theme& theme, int id, ImVec2 size, float range, float encoded, float& value) {
  const Palette& c = theme.colour;
  ImGui::PushID(id);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton("slider", size);
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
  }

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool hot = ImGui::IsItemActive() || ImGui::IsItemHovered();
  list.AddRectFilled(at, plus(at, size), hot ? mixed(c.well, c.field, 0.7f) : c.well, theme.px(4));
  const float zero = height_of(0), here = height_of(value), before = height_of(encoded);
  const float left = at.x + theme.px(3), right = at.x + size.x - theme.px(3);
  list.AddRectFilled({left, std::min(zero, here)}, {right, std::max(zero, here)},
                     faded(c.accent, hot ? 0.55f : 0.38f), theme.px(2));
  list.AddLine({at.x, zero}, {at.x + size.x, zero}, c.line, theme.px(1));
  if (std::fabs(before - here) > theme.px(2))
    list.AddLine({left, before}, {right, before}, c.quiet, theme.px(1.5f));
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

void draw_tile(const Mosaic& images, const Mosaic::Tile& tile, ImVec2 minimum, ImVec2 maximum) {
  if (tile.uv_maximum.x <= 0) return;
  ImGui::GetWindowDrawList()->AddImageRounded(images.texture(), minimum, maximum, tile.uv_minimum,
                                              tile.uv_maximum, IM_COL32_WHITE, 3);
}

float whole_pixels(float wanted, int side) {
  const float density = ImGui::GetIO().DisplayFramebufferScale.x;
  const float times = std::floor(wanted * density / static_cast<float>(std::max(side, 1)));
  return times < 1 ? wanted : times * static_cast<float>(side) / density;
}

std::string_view grouped(std::uint64_t value, std::span<char> buffer) {
  std::size_t at = buffer.size();
  int digits = 0;
  do {
    if (digits > 0 && digits % 3 == 0) buffer[--at] = ',';
    buffer[--at] = static_cast<char>('0' + value % 10);
    value /= 10;
    ++digits;
  } while (value > 0 && at > 1);
  return {buffer.data() + at, buffer.size() - at};
}

std::string_view short_number(double value, std::span<char> buffer) {
  const double size = std::fabs(value);
  const char* format = size >= 1e6 || (size < 1e-3 && size > 0) ? "%.2e"
                       : size >= 1000                           ? "%.0f"
                       : size >= 100                            ? "%.1f"
                       : size >= 10                             ? "%.2f"
                                                                : "%.3f";
  const int length = std::snprintf(buffer.data(), buffer.size(), format, value);
  return {buffer.data(), static_cast<std::size_t>(std::max(length, 0))};
}

}  // namespace hourglass
