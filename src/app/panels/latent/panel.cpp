#include "app/panels/latent/panel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include <imgui_internal.h>

#include "app/panels/latent/neighbour_map.h"
#include "app/panels/latent/scene.h"
#include "app/widgets/number_format.h"
#include "app/widgets/tiles.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

constexpr std::string_view kTitle = "Latent space";
constexpr std::size_t kMostInLegend = 12;
constexpr float kZoomStep = 1.5f, kWheelStep = 1.15f;

/// What places the points.
enum class Axes { kPrincipal, kCoordinates, kNeighbours };

/// The image of the code under the mouse.
struct CodePreview {
  std::vector<float> code, image;
  std::uint64_t generation = 0, step = 0;
  int label = kNoLabel;
};

/// The panel's own state.
struct LatentPanelState {
  ManifoldTask manifold;
  NeighbourMapTask neighbours;
  PanZoom window;
  PlanePoints points;
  CodePreview preview;
  std::uint64_t generation = 0;
  int code_size = 0;
  Axes axes = Axes::kPrincipal;
  std::array<int, 2> coordinates{0, 1};
  bool map = false;
  int marked_label = kNoLabel;  ///< under the mouse in the legend
  double waiting_since = 0;     ///< View::seconds at the start of the run, whose codes are not there yet
  bool hovered = false;         ///< by the mouse, in the last frame
  float waited = 0,
        elapsed = 0;  ///< seconds since points and window moved last, and seconds that they move by in this frame
  // What the points were placed by.
  std::uint64_t aimed_version = 0;
  Axes aimed_axes = Axes::kPrincipal;
  std::array<int, 2> aimed_coordinates{-1, -1};
};

LatentPlane plane_of(const View& view, const AppState& state, const LatentPanelState& panel) {
  const int size = view.codes.size;
  if (size <= 2) return coordinate_plane(state.code.values, 0, size == 2 ? 1 : -1);
  if (panel.axes == Axes::kNeighbours) return {};
  if (panel.axes == Axes::kPrincipal) return principal_plane(view.codes);
  return coordinate_plane(state.code.values, panel.coordinates[0], panel.coordinates[1]);
}

/// A new run has other codes, and perhaps other coordinates.
void reset_for_new_run(const View& view, LatentPanelState& panel) {
  if (panel.generation != view.snapshot.generation) {
    panel.generation = view.snapshot.generation;
    panel.window.jump_to_content();
    panel.waiting_since = view.seconds;
  }
  if (view.codes.size == panel.code_size || view.codes.size == 0) return;
  panel.code_size = view.codes.size;
  panel.map = panel.code_size <= 2;
  panel.axes = Axes::kPrincipal;
  panel.coordinates = {0, 1};
}

void place_points(const View& view, const LatentPlane& plane, LatentPanelState& panel) {
  const NeighbourMapTask::Map& map = panel.neighbours.result();
  const bool other_axes = panel.aimed_axes != panel.axes || panel.aimed_coordinates != plane.coordinates;
  const std::uint64_t version = plane.has_codes() ? view.codes.version : map.version;
  if (other_axes || panel.aimed_version != version) {
    if (other_axes) panel.window.fit();
    panel.aimed_version = version;
    panel.aimed_axes = panel.axes;
    panel.aimed_coordinates = plane.coordinates;
    if (plane.has_codes()) panel.points.aim(view.codes, plane);
    else panel.points.aim(map.places);
    const PlanePoints::Box box = panel.points.box();
    panel.window.hold(box.minimum, box.maximum);
  }
  panel.points.glide(panel.elapsed);
}

/// Sets the time that points and window move by in this frame. While the mouse is over the plot every frame moves them,
/// so that the plot responds at once; otherwise ten per second do, because every move costs drawing.
void pass_time(LatentPanelState& panel) {
  constexpr float kStep = 0.1f;
  panel.waited += ImGui::GetIO().DeltaTime;
  panel.elapsed = panel.hovered || panel.waited >= kStep ? panel.waited : 0;
  if (panel.elapsed > 0) panel.waited = 0;
}

// --- controls ---

/// "< x 3 >": chooses a coordinate, displayed from 1 on.
void coordinate_stepper(const View& view, int id, const std::string& name, int& coordinate) {
  const Theme& theme = view.theme;
  const int size = view.codes.size;
  ImGui::PushButtonRepeat(true);
  if (small_button(theme, id, "<")) coordinate = (coordinate + size - 1) % size;
  view.regions.mark_item("latent.axes." + name + ".less");
  ImGui::SameLine(0, 0);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy(theme.px(size > 99 ? 50 : 38, 26));
  draw_text(theme.font.small, theme.colour.text, {at.x + ImGui::GetItemRectSize().x / 2, at.y + theme.px(5)},
            name + " " + std::to_string(coordinate + 1), 0.5f);
  ImGui::SameLine(0, 0);
  if (small_button(theme, id + 1, ">")) coordinate = (coordinate + 1) % size;
  view.regions.mark_item("latent.axes." + name + ".more");
  ImGui::PopButtonRepeat();
}

void draw_axes_choice(const View& view, LatentPanelState& panel) {
  static constexpr std::string_view kChoices[] = {"PCA", "Axes", "t-SNE"};
  int chosen = static_cast<int>(panel.axes);
  ImGui::BeginGroup();
  if (choice_row(view.theme, 1, kChoices, chosen, &view.regions, "latent.axes")) panel.axes = static_cast<Axes>(chosen);
  ImGui::EndGroup();
  view.regions.mark_item("latent.axes");
  tooltip(view.theme,
          "The two directions in which the codes vary most, two coordinates of the code, or a map by neighbours");
  ImGui::SameLine(0, view.theme.px(10));
  if (panel.axes != Axes::kCoordinates) return;
  if (ImGui::GetContentRegionAvail().x < view.theme.px(190)) ImGui::NewLine();
  coordinate_stepper(view, 10, "x", panel.coordinates[0]);
  ImGui::SameLine(0, view.theme.px(8));
  coordinate_stepper(view, 20, "y", panel.coordinates[1]);
  ImGui::SameLine(0, view.theme.px(10));
}

/// A label in the legend: a point of its colour, and its name or its number.
struct LegendEntry {
  int label;
  std::string words;
  float width;
};

/// The first labels, by their names where the line has room for these, else by their numbers; none where it has no room
/// for all.
std::vector<LegendEntry> legend_for(const View& view, float room) {
  const Theme& theme = view.theme;
  const std::vector<int>& labels = view.codes.label_values;
  for (const bool named : {true, false}) {
    std::vector<LegendEntry> entries;
    float left = room;
    for (std::size_t i = 0; i < labels.size() && i < kMostInLegend; ++i) {
      const std::string words = named ? label_text(view.samples.description, labels[i]) : std::to_string(labels[i]);
      entries.push_back({labels[i], words, text_width(theme.font.small, words) + theme.px(12)});
      left -= entries.back().width;
    }
    if (left < 0) continue;
    for (LegendEntry& entry : entries) entry.width += std::min(left / static_cast<float>(entries.size()), theme.px(8));
    return entries;
  }
  return {};
}

/// At the right end of the line.
void draw_legend(const View& view, LatentPanelState& panel) {
  const Theme& theme = view.theme;
  panel.marked_label = kNoLabel;
  const float room = ImGui::GetContentRegionAvail().x;
  const std::vector<LegendEntry> entries = legend_for(view, room);
  if (entries.empty()) return ImGui::NewLine();
  ImVec2 at = ImGui::GetCursorScreenPos();
  at.x += room;
  for (const LegendEntry& entry : entries) at.x -= entry.width;
  for (const LegendEntry& entry : entries) {
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({entry.width, theme.px(26)});
    if (ImGui::IsItemHovered()) panel.marked_label = entry.label;
    view.regions.mark_item("latent.legend." + std::to_string(entry.label));
    ImGui::GetWindowDrawList()->AddCircleFilled({at.x + theme.px(4), at.y + theme.px(13)}, theme.px(3.5f),
                                                label_colour(theme, entry.label));
    draw_text(theme.font.small, theme.colour.quiet, {at.x + theme.px(9), at.y + theme.px(5)}, entry.words);
    at.x += entry.width;
  }
}

void draw_controls(const View& view, LatentPanelState& panel) {
  if (panel.axes != Axes::kNeighbours) {
    tick_box(view.theme, 3, "Map", panel.map);
    view.regions.mark_item("latent.map");
    tooltip(view.theme, "What the decoder makes, all over the plane");
    ImGui::SameLine(0, view.theme.px(10));
  }
  if (view.codes.size > 2) draw_axes_choice(view, panel);
  draw_legend(view, panel);
}

/// In the heading's line, for touch and the keyboard.
void draw_zoom_buttons(const LatentScene& scene, PanZoom& window) {
  const Theme& theme = scene.theme();
  const float gap = scene.px(4);
  const float width = choice_width(theme, "\u2212") + choice_width(theme, "+") + choice_width(theme, "Fit") + 2 * gap;
  const float corner = scene.state.layout.embedded ? 14 : 2 * corner_button_side() + (for_fingers() ? 4.0f : 16.0f);
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - scene.px(corner);
  // A narrow panel has no room for them; wheel and fingers zoom all the same.
  const float heading = ImGui::GetWindowPos().x + scene.px(28) + text_width(theme.font.heading, kTitle);
  if (right - width < heading) return;
  ImGui::SetCursorScreenPos({right - width, ImGui::GetWindowPos().y + scene.px(10)});
  if (small_button(theme, 30, "\u2212")) window.zoom(1 / kZoomStep, window.middle());
  scene.view.regions.mark_item("latent.out");
  ImGui::SameLine(0, gap);
  if (small_button(theme, 31, "+")) window.zoom(kZoomStep, window.middle());
  scene.view.regions.mark_item("latent.in");
  ImGui::SameLine(0, gap);
  if (small_button(theme, 32, "Fit")) window.fit();
  scene.view.regions.mark_item("latent.fit");
  tooltip(theme, "Shows all codes, and follows them");
}

// --- the mouse ---

/// The point nearest to a place of the screen, -1 where none is near.
int point_at(const LatentScene& scene, ImVec2 mouse) {
  const std::vector<ImVec2>& places = scene.points.places();
  int nearest = -1;
  float least = scene.px(5) * scene.px(5);
  // Right after the start of a run the places may still be those of the one before.
  const std::size_t count = std::min(places.size(), static_cast<std::size_t>(scene.view.codes.count));
  for (std::size_t i = 0; i < count; ++i) {
    const ImVec2 at = scene.window.to_screen(places[i]);
    const float distance = (at.x - mouse.x) * (at.x - mouse.x) + (at.y - mouse.y) * (at.y - mouse.y);
    if (distance < least) least = distance, nearest = static_cast<int>(i);
  }
  return nearest;
}

/// A press without movement is a click; one with movement drags the plane.
void use_mouse(const LatentScene& scene, AppState& state, PanZoom& window, bool released) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool dragged = io.MouseDragMaxDistanceSqr[0] > io.MouseDragThreshold * io.MouseDragThreshold;
  // The wheel zooms the plot instead of scrolling the page.
  ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY);
  if (ImGui::IsItemHovered() && io.MouseWheel != 0) window.zoom(std::pow(kWheelStep, io.MouseWheel), io.MousePos);
  if (ImGui::IsItemActive() && dragged) window.pan(io.MouseDelta);
  // The keyboard can press the plot too, but has no position.
  if (!released || dragged || !ImGui::IsMouseReleased(ImGuiMouseButton_Left)) return;
  if (const int point = point_at(scene, io.MousePos); point >= 0) {
    state.selection.choose(Split::kHeldOut, static_cast<std::uint32_t>(point));
  } else if (scene.plane.has_codes()) {
    state.code.hold(scene.plane.code(window.to_plane(io.MousePos)));
  }
}

// --- what is under the mouse ---

/// The image of a code; kept while the code and the network stay as they are.
const std::vector<float>& preview_of(const View& view, CodePreview& preview, std::vector<float> code, int label) {
  const Snapshot& shown = view.snapshot;
  const bool same_network = preview.generation == shown.generation && preview.step == shown.model.step;
  if (same_network && preview.label == label && preview.code == code) return preview.image;
  const int labels[] = {label};
  Result<std::vector<float>> image = view.tasks.inference().decode(shown.model, code, labels);
  preview = {std::move(code), {}, shown.generation, shown.model.step, label};
  if (image) preview.image = std::move(*image);
  return preview.image;
}

void tooltip_image(const View& view, std::span<const float> pixels, ImU32 colours) {
  const float width = std::max(whole_pixels(view.theme.px(84), view.samples.proportions().width), view.theme.px(56));
  const float height = width * view.samples.aspect();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_tile(view.images, view.samples.put(view.images, pixels, {view.theme.colour.well, colours}, width), at,
            {at.x + width, at.y + height});
  ImGui::Dummy({width, height});
}

/// A held-out image beside the image decoded from its code.
void preview_point(const View& view, CodePreview& preview, int point) {
  const Dataset& data = *view.snapshot.data;
  const auto index = static_cast<std::uint32_t>(point);
  if (index >= data.count(Split::kHeldOut)) return;
  std::vector<float> pixels(static_cast<std::size_t>(data.shape().features()));
  data.read(Split::kHeldOut, index, pixels.data());
  const std::span<const float> code = view.codes.code(point);
  const int label = data.label(Split::kHeldOut, index);
  tooltip_image(view, pixels, view.theme.colour.text);
  ImGui::SameLine(0, view.theme.px(4));
  tooltip_image(view, preview_of(view, preview, {code.begin(), code.end()}, label), view.theme.colour.accent);
  char number[32];
  std::string words = "held-out sample " + std::string(grouped(index, number));
  if (label != kNoLabel) words += ", label " + label_text(view.samples.description, label);
  text_in(view.theme.font.small, view.theme.colour.quiet, words);
}

/// The image decoded from a place without points.
void preview_place(const LatentScene& scene, CodePreview& preview, ImVec2 place) {
  const View& view = scene.view;
  tooltip_image(view, preview_of(view, preview, scene.plane.code(place), view.pass.label()), view.theme.colour.accent);
  char words[64];
  std::snprintf(words, sizeof words, scene.plane.is_line() ? "%.2f" : "%.2f, %.2f", static_cast<double>(place.x),
                static_cast<double>(place.y));
  text_in(view.theme.font.small, view.theme.colour.quiet, words);
}

void draw_preview(const LatentScene& scene, CodePreview& preview) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const int point = point_at(scene, mouse);
  if (point < 0 && !scene.plane.has_codes()) return;
  begin_tooltip(scene.theme());
  if (point >= 0) {
    preview_point(scene.view, preview, point);
  } else {
    preview_place(scene, preview, scene.window.to_plane(mouse));
  }
  end_tooltip();
}

void draw_scatter(const View& view, AppState& state, LatentPanelState& panel) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (room.x < view.theme.px(60) || room.y < view.theme.px(60)) return;
  LatentScene scene{view, state, panel.window, panel.points, plane_of(view, state, panel)};
  scene.minimum = ImGui::GetCursorScreenPos();
  scene.maximum = {scene.minimum.x + room.x, scene.minimum.y + room.y};
  scene.marked_label = panel.marked_label;
  if (!scene.plane.has_codes()) {
    panel.neighbours.follow(view.codes);
    view.tasks.request(panel.neighbours);
  }
  place_points(view, scene.plane, panel);
  panel.window.begin_frame(scene.minimum, scene.maximum, panel.elapsed);

  const bool released = press_area("plot", room);
  view.regions.mark_item("latent.plot");
  const bool looking = ImGui::IsItemHovered() && !ImGui::IsMouseDragging(ImGuiMouseButton_Left);
  panel.hovered = ImGui::IsItemHovered() || ImGui::IsItemActive();
  use_mouse(scene, state, panel.window, released);
  if (panel.map && scene.plane.has_codes()) {
    const bool training = view.snapshot.state == RunState::kRunning;
    panel.manifold.set_request({scene.plane, grid_for(scene), view.pass.label()}, training);
    view.tasks.request(panel.manifold);
    scene.map = &panel.manifold.result();
  }
  draw_latent_scene(scene);
  if (looking) draw_preview(scene, panel.preview);
  draw_zoom_buttons(scene, panel.window);
}

std::string remark_of(const View& view, const LatentPanelState& panel) {
  if (panel.axes == Axes::kNeighbours) {
    const NeighbourMapTask::Map& map = panel.neighbours.result();
    if (map.complete < 1) return "neighbours find each other: " + percent(map.complete);
    const std::string age = age_of(map.step, view.snapshot);
    return age.empty() ? "neighbours stay together" : age;
  }
  std::string age = age_of(view.codes.step, view.snapshot);
  if (!age.empty() || view.codes.size <= 2) return age;
  return (panel.axes == Axes::kPrincipal ? "two main directions of " : "two coordinates of ") +
         std::to_string(view.codes.size);
}

}  // namespace

void draw_latent(const View& view, AppState& state, CommandQueue&) {
  auto& panel = state.memory.of<LatentPanelState>();
  reset_for_new_run(view, panel);
  pass_time(panel);
  const bool ready = fits(view.codes, state.code.values);
  card_heading(view.theme, kTitle,
               ready && ImGui::GetContentRegionAvail().x > view.theme.px(440) ? remark_of(view, panel) : std::string());
  if (ready) {
    draw_controls(view, panel);
    return draw_scatter(view, state, panel);
  }
  // Right after the start of a run they are only on their way.
  if (view.seconds - panel.waiting_since < 1) return;
  empty_state(view.theme, no_codes_sentence(view.snapshot));
  view.regions.mark_item("latent.plot");
}

}  // namespace hourglass
