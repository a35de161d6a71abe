#include "app/panels/draw/panel.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/draw/form.h"
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
  const bool by_pen = can_be_drawn(view.samples.description.kind);
  if (by_pen) use_pen(state, at, side);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(at, end, theme.colour.well, theme.px(6));
  list.PushClipRect(at, end, true);
  if (state.drawing.empty()) {
    const float strength = by_pen ? 0.28f : 1;
    const ColourMap faint = {theme.colour.well, mixed(theme.colour.well, theme.colour.text, strength)};
    view.samples.draw_within(view.images, view.pass.input(), faint, at, side);
  } else {
    draw_strokes(view, state.drawing, at, side);
  }
  if (by_pen) draw_pointer(view, state, side);
  list.PopClipRect();
  list.AddRect(at, end, ImGui::IsItemHovered() ? theme.colour.faint : theme.colour.line, theme.px(6), 0, theme.px(1));
}

void caption(const Theme& theme, std::string_view words) {
  text_in(theme.font.small, theme.colour.quiet, words);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - theme.px(6));
}

/// The label that a conditional network gets with the drawing, in the lower left corner of its image.
void draw_condition_label(const View& view, AppState& state, ImVec2 corner) {
  if (!state.selection.own() || view.snapshot.model.settings.condition.kind == Condition::kNone) return;
  ImGui::SetCursorScreenPos({corner.x + view.theme.px(4), corner.y - view.theme.px(30)});
  if (label_menu(view.theme, view.regions, "draw.label", "any label", view.snapshot.data->labels(),
                 state.selection.label))
    ++state.selection.version;
}

/// The network's reconstruction, with its input in a corner.
void draw_output(const View& view, AppState& state, float side) {
  const Theme& theme = view.theme;
  ImGui::BeginGroup();
  const std::string_view name = state.code.held ? "Decoded code" : "Reconstruction";
  caption(theme, text_width(theme.font.small, name) <= side ? name : "Output");
  const ImVec2 at = ImGui::GetCursorScreenPos(), end = {at.x + side, at.y + side};
  ImGui::Dummy({side, side});
  view.regions.mark_item("draw.reconstruction");
  ImGui::GetWindowDrawList()->AddRectFilled(at, end, theme.colour.well, theme.px(6));
  view.samples.draw_within(view.images, view.pass.output(), {theme.colour.well, theme.colour.accent}, at, side);
  if (!state.drawing.empty()) {
    const float thumb = std::floor(side * 0.26f);
    const ImVec2 corner = {end.x - thumb - theme.px(3), at.y + theme.px(3)};
    view.samples.draw_within(view.images, view.pass.input(), {theme.colour.raised, theme.colour.text}, corner, thumb);
    ImGui::SetCursorScreenPos(corner);
    ImGui::Dummy({thumb, thumb});
    tooltip(theme, "What the network is given: fitted and centred as the training samples are");
  }
  draw_condition_label(view, state, {at.x, end.y});
  ImGui::EndGroup();
}

/// CSS pixels of a tool or a gap, squeezed where the panel has no room for all tools.
float squeezed(const Theme& theme, float css) {
  const float all = 60 + 34 + 34 + 56 + 48 + 4 * control_gap(5);
  return css * std::min(1.0f, ImGui::GetWindowContentRegionMax().x / theme.unit / (all + 16));
}

/// Adds the drawing to the training images, with a label where the data has labels.
void draw_add(const View& view, const AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  const std::vector<int>& labels = view.snapshot.data->labels();
  if (button(theme, 5, "Add", {Icon::kNone, Emphasis::kPlain, squeezed(theme, 48), !state.drawing.empty()})) {
    if (!labels.empty()) ImGui::OpenPopup("label");
    else queue.push_back(command::AddSample{view.pass.input(), kNoLabel});
  }
  view.regions.mark_item("draw.add");
  tooltip(theme, "Add the drawing to the training samples; training goes on with it");
  if (!begin_menu(theme, "label")) return;
  constexpr std::size_t kMostItems = 36;
  for (int label : std::span(labels).first(std::min(labels.size(), kMostItems))) {
    const DataDescription& about = view.samples.description;
    const std::string name = (about.label_names.empty() ? "as a " : "as ") + label_text(about, label);
    if (menu_item(theme, label, name)) {
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
  if (button(theme, 4, "", {Icon::kNone, Emphasis::kPlain, squeezed(theme, 34)}))
    panel.width = (panel.width + 1) % std::size(kWidths);
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
             {Icon::kNone, Emphasis::kPlain, squeezed(theme, 60), !state.drawing.empty() || panel.erasing})) {
    panel.erasing = !panel.erasing;
  }
  view.regions.mark_item("draw.eraser");
  tooltip(theme, "The right mouse button erases too");
  ImGui::SameLine(0, theme.px(squeezed(theme, control_gap(5))));
  draw_width(view, state);
  ImGui::SameLine(0, theme.px(squeezed(theme, control_gap(5))));
  if (button(theme, 2, "", {Icon::kUndo, Emphasis::kPlain, squeezed(theme, 34), state.drawing.can_undo()}))
    state.drawing.undo();
  view.regions.mark_item("draw.undo");
  tooltip(theme, "Take back the last stroke");
  ImGui::SameLine(0, theme.px(squeezed(theme, control_gap(5))));
  if (button(theme, 3, "Clear", {Icon::kNone, Emphasis::kPlain, squeezed(theme, 56), !state.drawing.empty()})) {
    state.drawing.clear();
    panel.erasing = false;
  }
  view.regions.mark_item("draw.clear");
  ImGui::SameLine(0, theme.px(squeezed(theme, control_gap(5))));
  draw_add(view, state, queue);
}

void draw_nearest(const View& view, AppState& state) {
  const Theme& theme = view.theme;
  NearestImagesTask& task = state.memory.of<DrawPanelState>().nearest;
  task.look_for(view.pass.input());
  view.tasks.request(task);
  const DataDescription& description = view.samples.description;
  caption(theme, "Nearest training " + std::string(data_kind_row(description.kind).samples));
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = theme.px(4), spacing = ImGui::GetStyle().ItemSpacing.y;
  const float aspect = view.samples.aspect();
  const auto fits = [&](int columns) { return (room.x + gap) / static_cast<float>(columns) - gap; };
  // Two rows where the panel is high.
  constexpr int kMost = NearestImagesTask::kMost;
  const int columns = 2 * (aspect * fits(kMost / 2) + spacing) <= room.y ? kMost / 2 : kMost;
  const float side = std::min(fits(columns), std::max(theme.px(40), (room.y - theme.px(4)) / aspect));
  int id = 100, column = 0;
  for (const NearestImagesTask::Neighbour& neighbour : task.result()) {
    if (column > 0) ImGui::SameLine(0, gap);
    column = (column + 1) % columns;
    const ColourMap colours = {theme.colour.well, theme.colour.text};
    const TextureAtlas::Tile tile = view.samples.put(view.images, neighbour.pixels, colours, side);
    if (tile_button(theme, id, view.images, tile, {side, side * aspect}))
      state.selection.choose(Split::kTraining, neighbour.index);
    view.regions.mark_item("draw.nearest." + std::to_string(id++ - 100));
    char distance[48];
    std::snprintf(distance, sizeof distance, ", squared distance %.1f", static_cast<double>(neighbour.distance));
    const std::string which = neighbour.label < 0 ? "sample " + std::to_string(neighbour.index)
                                                  : "label " + label_text(description, neighbour.label);
    tooltip(theme, which + distance);
  }
}

}  // namespace

void draw_pad(const View& view, AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  const bool by_pen = can_be_drawn(view.samples.description.kind);
  card_heading(theme, by_pen ? "Draw" : "Sample",
               state.selection.drawing ? "your drawing"
               : state.selection.own() ? "your own"
                                       : "");
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = theme.px(14);
  const float rest = room.y - theme.px(kCaption + kTools + kNearest + 14);
  const float beside = std::min((room.x - gap) / 2, std::max(rest, theme.px(80)));
  const float stacked = std::min(room.x, (rest - theme.px(kCaption + 6)) / 2);
  const bool stacks = stacked > 1.3f * beside;
  const float side = std::floor(stacks ? stacked : beside);
  ImGui::BeginGroup();
  caption(theme, state.drawing.empty() && by_pen ? "Draw here" : "Input");
  draw_paper(view, state, side);
  ImGui::EndGroup();
  if (!stacks) ImGui::SameLine(0, gap);
  draw_output(view, state, side);
  if (by_pen) draw_tools(view, state, queue);
  else draw_form(view, state);
  draw_nearest(view, state);
}

}  // namespace hourglass
