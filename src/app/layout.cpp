#include "app/layout.h"

#include <algorithm>
#include <cmath>

#include "app/panels/panels.h"
#include "app/widgets.h"

namespace hourglass {
namespace {

using Panel = void (*)(const View&, AppState&, CommandQueue&);

// CSS pixels.
constexpr float kOneColumn = 760;        // below: everything in one column
constexpr float kSettingsBeside = 1060;  // from here: settings stand beside the rest
constexpr float kMargin = 16, kGap = 12, kSettingsWidth = 344;
constexpr float kLeastCurves = 210, kLeastPad = 262;

/// The panels of one frame; each card has the id of its place.
struct Page {
  const View& view;
  AppState& state;
  CommandQueue& queue;
  int next_id = 1;

  float px(float css) const { return view.theme.px(css); }

  void card(Panel panel, ImVec2 at, ImVec2 size) {
    ImGui::SetCursorPos(at);
    begin_card(view.theme, next_id++, {std::floor(size.x), std::floor(size.y)});
    panel(view, state, queue);
    end_card();
  }

  void wide(ImVec2 room) {
    const float margin = px(kMargin), gap = px(kGap), settings = px(kSettingsWidth);
    const bool beside = room.x >= px(kSettingsBeside);
    const float width = room.x - 2 * margin - (beside ? settings + gap : 0);
    const float height = std::max(room.y - margin, px(kLeastCurves + kLeastPad) + gap);
    const float upper = std::max(std::floor(height * 0.455f), px(kLeastCurves)), lower = height - upper - gap;
    const float half = std::floor(width * 0.48f);
    card(draw_curves, {margin, 0}, {half, upper});
    card(draw_reconstructions, {margin + half + gap, 0}, {width - half - gap, upper});
    card(draw_pad, {margin, upper + gap}, {width, lower});
    if (beside) {
      card(draw_settings, {margin + width + gap, 0}, {settings, height});
    } else {
      card(draw_settings, {margin, height + gap}, {width, px(settings_card_height(view))});
    }
  }

  void narrow(ImVec2 room) {
    const float margin = px(10), gap = px(10), width = room.x - 2 * margin;
    const float css = width / view.theme.unit;
    float y = 0;
    const auto next = [&](Panel panel, float css_height) {
      card(panel, {margin, y}, {width, px(css_height)});
      y += px(css_height) + gap;
    };
    next(draw_curves, 260);
    next(draw_reconstructions, 300);
    next(draw_pad, pad_card_height(view, css));
    next(draw_settings, settings_card_height(view));
  }
};

/// A finger that drags the ground scrolls the page. The frame's items must have been drawn.
void scroll_by_dragging(AppState& state) {
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    state.dragging_page = !ImGui::IsAnyItemHovered() &&
                          ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
                          ImGui::GetScrollMaxY() > 0;
  }
  if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) state.dragging_page = false;
  if (state.dragging_page) ImGui::SetScrollY(ImGui::GetScrollY() - ImGui::GetIO().MouseDelta.y);
}

}  // namespace

void draw_page(const View& view, AppState& state, CommandQueue& queue) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  constexpr ImGuiWindowFlags kFixed =
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
      ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(screen);
  ImGui::Begin("page", nullptr, kFixed);
  draw_top_bar(view, state, queue);
  const float bar = view.theme.px(top_bar_height(view));
  ImGui::SetCursorPos({0, bar});
  const ImVec2 room = {screen.x, std::max(screen.y - bar, 1.0f)};
  ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
  ImGui::BeginChild("panels", room);
  ImGui::PopStyleColor();
  Page page{view, state, queue};
  room.x < view.theme.px(kOneColumn) ? page.narrow(room) : page.wide(room);
  scroll_by_dragging(state);
  ImGui::EndChild();
  ImGui::End();
  draw_banner(view, state, queue);
}

}  // namespace hourglass
