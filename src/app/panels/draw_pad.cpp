#include <algorithm>
#include <cmath>

#include "app/panels/panels.h"
#include "app/widgets.h"

namespace hourglass {
namespace {

constexpr float kWide = 700;     // CSS pixels of card width from which pad, code and image stand in one row
constexpr float kPadSide = 224;  // 8 x 28
constexpr float kCaption = 20, kPadding = 16;

struct Pad {
  bool erasing = false;
};

void draw_strokes(const View& view, const Drawing& drawing, ImVec2 at, float side) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImU32 colour = view.theme.colour.text;
  const float radius = Drawing::kPen * side;
  ImVec2 last{};
  for (const InkPoint& p : drawing.ink()) {
    const ImVec2 place = {at.x + p.x * side, at.y + p.y * side};
    if (!p.starts_stroke) list.AddLine(last, place, colour, 2 * radius);
    // Round ends and joints.
    list.AddCircleFilled(place, radius, colour, 20);
    last = place;
  }
}

void use_pen(AppState& state, ImVec2 at, float side) {
  const ImGuiIO& io = ImGui::GetIO();
  const Drawing::Point place = {(io.MousePos.x - at.x) / side, (io.MousePos.y - at.y) / side};
  const bool left = ImGui::IsMouseDown(ImGuiMouseButton_Left),
             right = ImGui::IsMouseDown(ImGuiMouseButton_Right);
  if (!ImGui::IsItemActive() || (!left && !right)) {
    state.drawing.end_stroke();
  } else if (right || state.memory.of<Pad>().erasing) {
    state.drawing.erase(place);
  } else if (ImGui::IsItemActivated()) {
    state.drawing.begin_stroke(place);
  } else {
    state.drawing.extend(place);
  }
}

void draw_eraser_outline(const View& view, AppState& state, float side) {
  if (!ImGui::IsItemHovered()) return;
  if (!state.memory.of<Pad>().erasing && !ImGui::IsMouseDown(ImGuiMouseButton_Right)) return;
  ImGui::GetWindowDrawList()->AddCircle(ImGui::GetIO().MousePos, Drawing::kEraser * side,
                                        view.theme.colour.quiet, 0, view.theme.px(1.5f));
}

/// The pad: strokes as they are drawn, or before that a held-out image as an example.
void draw_paper(const View& view, AppState& state, float side) {
  const Theme& theme = view.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos(), end = {at.x + side, at.y + side};
  ImGui::InvisibleButton("pad", {side, side},
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
  view.regions.mark_item("draw.pad");
  use_pen(state, at, side);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(at, end, theme.colour.well, theme.px(6));
  list.PushClipRect(at, end, true);
  if (state.drawing.empty()) {
    const Ink faint = {theme.colour.well, mixed(theme.colour.well, theme.colour.text, 0.28f)};
    draw_tile(view.images, view.images.put(view.inspection.input(), view.inspection.shape(), faint), at,
              end);
    const float middle = at.x + side / 2;
    draw_text(theme.font.heading, theme.colour.text, {middle, end.y - theme.px(34)}, "draw here", 0.5f);
  } else {
    draw_strokes(view, state.drawing, at, side);
  }
  draw_eraser_outline(view, state, side);
  list.PopClipRect();
  list.AddRect(at, end, ImGui::IsItemHovered() ? theme.colour.faint : theme.colour.line, theme.px(6), 0,
               theme.px(1));
}

void draw_tools(const View& view, AppState& state) {
  const Theme& theme = view.theme;
  const bool erasing = state.memory.of<Pad>().erasing;
  if (button(theme, 1, erasing ? "Draw" : "Erase",
             {Icon::kNone, Emphasis::kPlain, 74, !state.drawing.empty() || erasing})) {
    state.memory.of<Pad>().erasing = !erasing;
  }
  view.regions.mark_item("draw.eraser");
  tooltip(theme, "The right mouse button erases too");
  ImGui::SameLine(0, theme.px(8));
  if (button(theme, 2, "Clear", {Icon::kNone, Emphasis::kPlain, 70, !state.drawing.empty()})) {
    state.drawing.clear();
    state.memory.of<Pad>().erasing = false;
  }
  view.regions.mark_item("draw.clear");
}

void caption(const Theme& theme, std::string_view words) {
  text_in(theme.font.small, theme.colour.quiet, words);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - theme.px(4));
}

void draw_left(const View& view, AppState& state, float side) {
  const Theme& theme = view.theme;
  ImGui::BeginGroup();
  caption(theme, "Input");
  draw_paper(view, state, side);
  // What the network sees of it, beside the tools.
  const float thumb = whole_pixels(theme.px(34), view.inspection.shape().width);
  draw_tools(view, state);
  const ImVec2 tools = ImGui::GetItemRectMin();
  if (ImGui::GetItemRectMax().x + theme.px(8) + thumb > ImGui::GetCursorScreenPos().x + side)
    return ImGui::EndGroup();
  const ImVec2 at = {std::floor(ImGui::GetCursorScreenPos().x + side - thumb), tools.y};
  draw_tile(view.images,
            view.images.put(view.inspection.input(), view.inspection.shape(),
                            {theme.colour.well, theme.colour.text}),
            at, {at.x + thumb, at.y + thumb});
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({thumb, thumb});
  tooltip(theme, "What the network is given: fitted and centred as the training images are");
  ImGui::EndGroup();
}

void draw_output(const View& view, AppState& state, float side) {
  const Theme& theme = view.theme;
  ImGui::BeginGroup();
  caption(theme, state.code.held ? "Image of the code" : "Reconstruction");
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({side, side});
  view.regions.mark_item("draw.reconstruction");
  const Shape shape = view.inspection.shape();
  ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + side, at.y + side}, theme.colour.well, theme.px(6));
  draw_tile(view.images,
            view.images.put(view.inspection.output(), shape, {theme.colour.well, theme.colour.accent}), at,
            {at.x + side, at.y + side});
  ImGui::EndGroup();
}


}  // namespace


void draw_pad(const View& view, AppState& state, CommandQueue&) {
  const Theme& theme = view.theme;
  card_heading(theme, "Draw");
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float side = std::floor((room.x - theme.px(14)) / 2);
  draw_left(view, state, side);
  ImGui::SameLine(0, theme.px(14));
  draw_output(view, state, side);
}

}  // namespace hourglass
