#include "app/panels/draw/panel.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/draw/nearest_images.h"
#include "app/widgets/choices.h"
#include "app/widgets/tiles.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

constexpr float kCaption = 18, kTools = 34, kNearest = 66;  // CSS pixels
constexpr float kWidths[] = {0.7f, 1, 1.6f};                // in pens of usual width

/// The panel's own state.
struct DrawPanelState {
  bool erasing = false;
  std::size_t width = 1;  ///< of kWidths
  NearestImagesTask nearest;
};

float pen_width(AppState& state) { return kWidths[state.memory.of<DrawPanelState>().width]; }

void draw_strokes(const View& view, const Drawing& drawing, ImVec2 at, float side) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImU32 colour = view.theme.colour.text;
  ImVec2 last{};
  for (const InkPoint& p : drawing.ink()) {
    const ImVec2 place = {at.x + p.x * side, at.y + p.y * side};
    const float radius = p.radius * side;
    if (!p.starts_stroke) list.AddLine(last, place, colour, 2 * radius);
    // Round ends and joints.
    list.AddCircleFilled(place, radius, colour);
    last = place;
  }
}

void use_pen(AppState& state, ImVec2 at, float side) {
  const ImGuiIO& io = ImGui::GetIO();
  const Drawing::Point place = {(io.MousePos.x - at.x) / side, (io.MousePos.y - at.y) / side};
  const bool left = ImGui::IsMouseDown(ImGuiMouseButton_Left), right = ImGui::IsMouseDown(ImGuiMouseButton_Right);
  const bool begins = ImGui::IsItemActivated();
  if (!ImGui::IsItemActive() || (!left && !right)) {
    state.drawing.end_stroke();
  } else if (right || state.memory.of<DrawPanelState>().erasing) {
    if (begins) state.drawing.begin_erasing();
    state.drawing.erase(place);
  } else if (begins) {
    state.drawing.begin_stroke(place, pen_width(state));
  } else {
    state.drawing.extend(place);
  }
}

void draw_pointer(const View& view, AppState& state, float side) {
  if (!ImGui::IsItemHovered()) return;
  const bool erases = state.memory.of<DrawPanelState>().erasing || ImGui::IsMouseDown(ImGuiMouseButton_Right);
  const float radius = erases ? Drawing::kEraser : Drawing::kPen * pen_width(state);
  ImGui::GetWindowDrawList()->AddCircle(ImGui::GetIO().MousePos, radius * side, view.theme.colour.quiet, 0,
                                        view.theme.px(1.5f));
}

/// The pad: the strokes, or before the first stroke the selected sample as an example.
void draw_paper(const View& view, AppState& state, float side) {
  const Theme& theme = view.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos(), end = {at.x + side, at.y + side};
  press_area("pad", {side, side}, ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
  view.regions.mark_item("draw.pad");
  use_pen(state, at, side);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(at, end, theme.colour.well, theme.px(6));
  list.PushClipRect(at, end, true);
  if (state.drawing.empty()) {
    const ColourMap faint = {theme.colour.well, mixed(theme.colour.well, theme.colour.text, 0.28f)};
    draw_tile(view.images, view.images.put(view.pass.input(), view.pass.shape(), faint), at, end);
    draw_text(theme.font.heading, theme.colour.text, {at.x + side / 2, end.y - theme.px(30)}, "draw here", 0.5f);
  } else {
    draw_strokes(view, state.drawing, at, side);
  }
  draw_pointer(view, state, side);
  list.PopClipRect();
  list.AddRect(at, end, ImGui::IsItemHovered() ? theme.colour.faint : theme.colour.line, theme.px(6), 0, theme.px(1));
}

void caption(const Theme& theme, std::string_view words) {
  text_in(theme.font.small, theme.colour.quiet, words);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - theme.px(6));
}

/// The label that a conditional network gets with the drawing, in the lower left corner of its image.
void draw_condition_label(const View& view, AppState& state, ImVec2 corner) {
  if (!state.selection.drawing || view.snapshot.model.settings.condition.kind == Condition::kNone) return;
  ImGui::SetCursorScreenPos({corner.x + view.theme.px(4), corner.y - view.theme.px(30)});
  if (label_menu(view.theme, view.regions, "draw.label", "any label", view.snapshot.data->labels(),
                 state.selection.label))
    ++state.selection.version;
}

/// The network's reconstruction, with its input in a corner.
void draw_output(const View& view, AppState& state, float side) {
  const Theme& theme = view.theme;
  const Shape shape = view.pass.shape();
  ImGui::BeginGroup();
  caption(theme, state.code.held ? "Image of the code" : "Reconstruction");
  const ImVec2 at = ImGui::GetCursorScreenPos(), end = {at.x + side, at.y + side};
  ImGui::Dummy({side, side});
  view.regions.mark_item("draw.reconstruction");
  ImGui::GetWindowDrawList()->AddRectFilled(at, end, theme.colour.well, theme.px(6));
  draw_tile(view.images, view.images.put(view.pass.output(), shape, {theme.colour.well, theme.colour.accent}), at, end);
  if (!state.drawing.empty()) {
    const float thumb = std::floor(side * 0.26f);
    const ImVec2 corner = {end.x - thumb - theme.px(3), at.y + theme.px(3)};
    draw_tile(view.images, view.images.put(view.pass.input(), shape, {theme.colour.raised, theme.colour.text}), corner,
              {corner.x + thumb, corner.y + thumb});
    ImGui::SetCursorScreenPos(corner);
    ImGui::Dummy({thumb, thumb});
    tooltip(theme, "What the network is given: fitted and centred as the training images are");
  }
  draw_condition_label(view, state, {at.x, end.y});
  ImGui::EndGroup();
}

/// Adds the drawing to the training images, with a label where the data has labels.
void draw_add(const View& view, const AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  const std::vector<int>& labels = view.snapshot.data->labels();
  if (button(theme, 5, "Add", {Icon::kNone, Emphasis::kPlain, 48, !state.drawing.empty()})) {
    if (!labels.empty()) ImGui::OpenPopup("label");
    else queue.push_back(command::AddSample{view.pass.input(), kNoLabel});
  }
  view.regions.mark_item("draw.add");
  tooltip(theme, "Add the drawing to the training images; training goes on with it");
  if (!begin_menu(theme, "label")) return;
  constexpr std::size_t kMostItems = 36;
  for (int label : std::span(labels).first(std::min(labels.size(), kMostItems))) {
    if (menu_item(theme, label, "as a " + std::to_string(label))) {
      queue.push_back(command::AddSample{view.pass.input(), label});
    }
    view.regions.mark_item("draw.add." + std::to_string(label));
  }
  end_menu();
}

/// A button whose dot is as wide as the pen.
void draw_width(const View& view, AppState& state) {
  const Theme& theme = view.theme;
  DrawPanelState& panel = state.memory.of<DrawPanelState>();
  if (button(theme, 4, "", {Icon::kNone, Emphasis::kPlain, 34})) panel.width = (panel.width + 1) % std::size(kWidths);
  view.regions.mark_item("draw.width");
  const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
  ImGui::GetWindowDrawList()->AddCircleFilled({(from.x + to.x) / 2, (from.y + to.y) / 2},
                                              theme.px(4 * kWidths[panel.width]), theme.colour.text, 20);
  tooltip(theme, "How wide the pen is");
}

void draw_tools(const View& view, AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  DrawPanelState& panel = state.memory.of<DrawPanelState>();
  if (button(theme, 1, panel.erasing ? "Draw" : "Erase",
             {Icon::kNone, Emphasis::kPlain, 60, !state.drawing.empty() || panel.erasing})) {
    panel.erasing = !panel.erasing;
  }
  view.regions.mark_item("draw.eraser");
  tooltip(theme, "The right mouse button erases too");
  ImGui::SameLine(0, theme.px(5));
  draw_width(view, state);
  ImGui::SameLine(0, theme.px(5));
  if (button(theme, 2, "", {Icon::kUndo, Emphasis::kPlain, 34, state.drawing.can_undo()})) state.drawing.undo();
  view.regions.mark_item("draw.undo");
  tooltip(theme, "Take back the last stroke");
  ImGui::SameLine(0, theme.px(5));
  if (button(theme, 3, "Clear", {Icon::kNone, Emphasis::kPlain, 56, !state.drawing.empty()})) {
    state.drawing.clear();
    panel.erasing = false;
  }
  view.regions.mark_item("draw.clear");
  ImGui::SameLine(0, theme.px(5));
  draw_add(view, state, queue);
}

void draw_nearest(const View& view, AppState& state) {
  const Theme& theme = view.theme;
  NearestImagesTask& task = state.memory.of<DrawPanelState>().nearest;
  task.look_for(view.pass.input());
  view.tasks.request(task);
  caption(theme, "Nearest training images");
  const float gap = theme.px(4),
              side = std::min(theme.px(40), (ImGui::GetContentRegionAvail().x + gap) / NearestImagesTask::kMost - gap);
  int id = 100;
  for (const NearestImagesTask::Neighbour& neighbour : task.result()) {
    const ColourMap colours = {theme.colour.well, theme.colour.text};
    const TextureAtlas::Tile tile = view.images.put(neighbour.pixels, view.pass.shape(), colours);
    if (tile_button(theme, id, view.images, tile, {side, side}))
      state.selection.choose(Split::kTraining, neighbour.index);
    view.regions.mark_item("draw.nearest." + std::to_string(id++ - 100));
    char words[96];
    std::snprintf(words, sizeof words, "%s%d, squared distance %.1f", neighbour.label < 0 ? "image " : "label ",
                  neighbour.label < 0 ? static_cast<int>(neighbour.index) : neighbour.label,
                  static_cast<double>(neighbour.distance));
    tooltip(theme, words);
    ImGui::SameLine(0, gap);
  }
  ImGui::NewLine();
}

}  // namespace

void draw_pad(const View& view, AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  card_heading(theme, "Draw", state.selection.drawing ? "your drawing" : "");
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = theme.px(14);
  const float side = std::floor(
      std::min((room.x - gap) / 2, std::max(room.y - theme.px(kCaption + kTools + kNearest + 14), theme.px(80))));
  ImGui::BeginGroup();
  caption(theme, "Input");
  draw_paper(view, state, side);
  ImGui::EndGroup();
  ImGui::SameLine(0, gap);
  draw_output(view, state, side);
  draw_tools(view, state, queue);
  draw_nearest(view, state);
}

}  // namespace hourglass
