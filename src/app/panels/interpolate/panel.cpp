#include "app/panels/interpolate/panel.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "app/panels/interpolate/state.h"
#include "app/widgets/choices.h"
#include "app/widgets/tiles.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

constexpr int kFewest = 9, kMost = 15;  // images of the path; odd, so that one stands in the middle
constexpr float kLeastTile = 28, kMostPreview = 700, kLine = 26, kGap = 6;  // CSS pixels
constexpr float kControls = 216, kBeside = 640;
constexpr float kPeriod = 4;  // seconds there and back

/// The image that goes back and forth.
struct Motion {
  bool playing = false;
  float phase = 0.25f;        ///< of the period; begins in the middle of the path
  std::vector<float> pixels;  ///< of the code at `phase`; empty while it does not move
};

/// As many images as give the largest strip, in whole image pixels where that is possible.
TileGrid strip_for(const Theme& theme, ImVec2 room, const SampleView& samples) {
  const float aspect = samples.aspect(), gap = theme.px(3);
  TileGrid best;
  best.columns = kFewest;
  float most = 0;
  for (int count = kFewest; count <= kMost; count += 2) {
    const auto images = static_cast<float>(count);
    const float fits = std::floor(std::min((room.x - gap * (images - 1)) / images, 0.4f * room.y / aspect));
    if (fits < theme.px(kLeastTile) && count > kFewest) break;
    const float whole = whole_pixels(fits, samples.proportions().width);
    const float width = whole < 0.75f * fits ? fits : whole, worth = width * images * (width == whole ? 1 : 0.85f);
    if (worth <= most) continue;
    most = worth;
    best.tile = {width, std::floor(width * aspect)};
    best.step = {(room.x - width) / (images - 1), 0};
    best.columns = count;
  }
  best.step.x = std::min(best.step.x, best.tile.x + theme.px(12));
  return best;
}

/// The images that the network shown decoded; null before there are any.
const DecodedImages* decoded_by(const View& view, const DecodedImagesTask& task) {
  const DecodedImages& made = task.result_for(view.snapshot);
  return made.count() > 0 && !made.pixels.empty() ? &made : nullptr;
}

TextureAtlas::Tile put(const View& view, std::span<const float> values, float width) {
  return view.samples.put(view.images, values, {view.theme.colour.well, view.theme.colour.accent}, width);
}

void hold(AppState& state, const DecodedImages& made, int n) {
  const std::span<const float> code = made.code(n);
  state.code.hold({code.begin(), code.end()});
}

/// Draws the path and returns its images; `pointed` becomes the one under the mouse.
std::vector<TextureAtlas::Tile> draw_strip(const View& view, AppState& state, const DecodedImages& made, TileGrid strip,
                                           int& pointed) {
  strip.origin = ImGui::GetCursorScreenPos();
  std::vector<TextureAtlas::Tile> tiles;
  for (int i = 0; i < made.count(); ++i) {
    tiles.push_back(put(view, made.image(i), strip.tile.x));
    // Until as many are decoded as now fit.
    if (i >= strip.columns) continue;
    const GridTile tile{100 + i, "interpolate.tile." + std::to_string(i), tiles.back(), state.code.holds(made.code(i))};
    if (grid_tile_button(view.theme, view.images, view.regions, strip, strip.corner(i), tile)) hold(state, made, i);
    if (ImGui::IsItemHovered()) pointed = i;
  }
  ImGui::SetCursorScreenPos({strip.origin.x, strip.origin.y + strip.tile.y + view.theme.px(10)});
  return tiles;
}

struct EndRow {
  std::string_view letter, region;
  int id;
  int tile;  ///< of the path
};

void draw_end(const View& view, AppState& state, PathEnd& end, const EndRow& row,
              const std::vector<TextureAtlas::Tile>& tiles) {
  const Theme& theme = view.theme;
  InterpolatePanelState& panel = state.memory.of<InterpolatePanelState>();
  const std::string region = "interpolate." + std::string(row.region);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float side = theme.px(kLine);
  draw_text(theme.font.small, theme.colour.quiet, {at.x, at.y + theme.px(5)}, row.letter);
  ImGui::SetCursorScreenPos({at.x + theme.px(16), at.y});
  const TextureAtlas::Tile tile = tiles.empty() ? TextureAtlas::Tile{} : tiles[static_cast<std::size_t>(row.tile)];
  if (tile_button(theme, row.id, view.images, tile, {side, side}) && !end.code.empty()) state.code.hold(end.code);
  view.regions.mark_item(region);
  ImGui::SameLine(0, theme.px(8));
  if (small_button(theme, row.id + 1, "Take")) panel.take(end, state.code.values);
  view.regions.mark_item(region + ".take");
  tooltip(theme, "The code that all panels show now");
  ImGui::SameLine(0, theme.px(4));
  if (small_button(theme, row.id + 2, "Another")) panel.choose_another(view, end);
  view.regions.mark_item(region + ".another");
  tooltip(theme, "The code of another held-out sample");
}

void draw_path_choice(const View& view, AppState& state) {
  const Theme& theme = view.theme;
  constexpr NamedChoice kKinds[] = {
      {"Straight", "straight", "The shortest way from A to B"},
      {"Spherical", "spherical", "On an arc around zero, where codes keep the length that draws of the prior have"}};
  InterpolatePanelState& panel = state.memory.of<InterpolatePanelState>();
  int chosen = static_cast<int>(panel.kind);
  if (named_choice_row(view.theme, view.regions, "interpolate.path", kKinds, chosen))
    panel.kind = static_cast<PathKind>(chosen);
  ImGui::SameLine(0, theme.px(8));
  Motion& motion = state.memory.of<Motion>();
  if (icon_button(theme, 33, motion.playing ? Icon::kPause : Icon::kPlay, theme.px(kLine))) {
    motion.playing = !motion.playing;
    motion.pixels.clear();
  }
  view.regions.mark_item("interpolate.play");
  tooltip(theme, motion.playing ? "Stand still" : "Go from A to B and back");
}

/// Slow at the ends.
float place_of(float phase) { return 0.5f - 0.5f * std::cos(2 * std::numbers::pi_v<float> * phase); }

void move(const View& view, const InterpolatePanelState& panel, Motion& motion) {
  const float passed = ImGui::GetIO().DeltaTime;
  if (!motion.playing || passed <= 0) return;
  // After a long pause (a hidden page) the image continues where it was.
  motion.phase = std::fmod(motion.phase + std::min(passed, 0.1f) / kPeriod, 1.0f);
  const std::vector<float> code = panel.at(place_of(motion.phase));
  const int labels[] = {view.pass.label()};
  Result<std::vector<float>> pixels = view.tasks.inference().decode(view.snapshot.model, code, labels);
  if (pixels) motion.pixels = std::move(*pixels);
}

/// The larger image: the tile under the mouse, the moving image, or the path's image at the place where it rests.
void draw_preview(const View& view, AppState& state, const std::vector<TextureAtlas::Tile>& tiles, int pointed,
                  ImVec2 size) {
  const Theme& theme = view.theme;
  Motion& motion = state.memory.of<Motion>();
  move(view, state.memory.of<InterpolatePanelState>(), motion);
  const ImVec2 at = ImGui::GetCursorScreenPos(), end = {at.x + size.x, at.y + size.y};
  ImGui::Dummy(size);
  view.regions.mark_item("interpolate.preview");
  ImGui::GetWindowDrawList()->AddRectFilled(at, end, theme.colour.well, theme.px(4));
  if (pointed < 0 && motion.playing && !motion.pixels.empty()) {
    return draw_tile(view.images, put(view, motion.pixels, size.x), at, end);
  }
  if (tiles.empty()) return;
  const auto last = static_cast<float>(tiles.size() - 1);
  const auto nearest = static_cast<std::size_t>(std::lround(place_of(motion.phase) * last));
  draw_tile(view.images, tiles[pointed >= 0 ? static_cast<std::size_t>(pointed) : nearest], at, end);
}

/// The places of the parts below the path: beside each other, or the attribute at the foot of a narrow panel.
struct Places {
  bool beside = false;
  bool under = false;  ///< each image under its controls
  ImVec2 preview;      ///< of the larger images
  float foot = 0;      ///< height that the attribute takes at the foot
  int foot_lines = 1;
};

Places places_for(const View& view, ImVec2 room) {
  Places places;
  places.beside = room.x >= view.theme.px(kBeside);
  if (places.beside || view.codes.label_values.empty()) return places;
  places.foot_lines = room.x < view.theme.px(400) ? 2 : 1;
  places.foot = view.theme.px(static_cast<float>(places.foot_lines) * (kLine + kGap) + 12);
  return places;
}

/// The largest preview that fits into the room's width and `height`.
ImVec2 preview_size(const View& view, ImVec2 room, float height) {
  const float aspect = view.samples.aspect();
  const float fits = std::min({height / aspect, room.x, view.theme.px(kMostPreview)});
  const float width = std::max(whole_pixels(fits, view.samples.proportions().width), 1.0f);
  return {width, std::floor(width * aspect)};
}

/// The path, its controls and the larger image. `beside` becomes the upper left corner of the part beside them.
void draw_path(const View& view, AppState& state, float height, Places& places, ImVec2& beside) {
  const Theme& theme = view.theme;
  InterpolatePanelState& panel = state.memory.of<InterpolatePanelState>();
  const ImVec2 room = ImGui::GetContentRegionAvail(), top = ImGui::GetCursorScreenPos();
  const TileGrid strip = strip_for(theme, {room.x, height}, view.samples);
  panel.update(view, state, strip.columns);
  int pointed = -1;
  std::vector<TextureAtlas::Tile> tiles;
  if (const DecodedImages* made = decoded_by(view, panel.path()))
    tiles = draw_strip(view, state, *made, strip, pointed);
  const ImVec2 at = {top.x, top.y + strip.tile.y + theme.px(10)};
  const float line = theme.px(kLine + kGap);
  ImGui::SetCursorScreenPos(at);
  draw_end(view, state, panel.a, {"A", "a", 10, 0}, tiles);
  ImGui::SetCursorScreenPos({at.x, at.y + line});
  draw_end(view, state, panel.b, {"B", "b", 20, static_cast<int>(tiles.size()) - 1}, tiles);
  ImGui::SetCursorScreenPos({at.x, at.y + 2 * line});
  draw_path_choice(view, state);

  const float controls = theme.px(kControls), half = places.beside ? std::floor(room.x / 2) : room.x;
  const float below = top.y + height - at.y, lines = 3 * line;
  places.preview = preview_size(view, {half - controls - theme.px(10), 0}, below);
  const ImVec2 under = preview_size(view, {places.beside ? half - theme.px(10) : room.x, 0}, below - lines);
  places.under = under.x > 1.15f * places.preview.x;
  if (places.under) places.preview = under;
  const float left = places.under ? at.x : places.beside ? at.x + controls : top.x + room.x - places.preview.x;
  ImGui::SetCursorScreenPos({left, places.under ? at.y + lines : at.y});
  draw_preview(view, state, tiles, pointed, places.preview);
  beside = {top.x + half + theme.px(10), at.y};
}

/// The changed code's image; true when clicked.
bool draw_changed(const View& view, const InterpolatePanelState& panel, ImVec2 size) {
  const DecodedImages* made = decoded_by(view, panel.changed_code());
  const TextureAtlas::Tile tile = made ? put(view, made->image(0), size.x) : TextureAtlas::Tile{};
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + size.x, at.y + size.y}, view.theme.colour.well,
                                            view.theme.px(4));
  const bool taken = tile_button(view.theme, 40, view.images, tile, size);
  view.regions.mark_item("interpolate.changed");
  tooltip(view.theme, "A click takes the changed code to all panels");
  return taken;
}

bool draw_take(const View& view) {
  const bool taken = small_button(view.theme, 41, "Take");
  view.regions.mark_item("interpolate.take");
  tooltip(view.theme, "Takes the changed code to all panels");
  return taken;
}

void label_after(const View& view, std::string_view words, std::string_view name, std::string_view none, int& label) {
  const Theme& theme = view.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_text(theme.font.small, theme.colour.quiet, {at.x, at.y + theme.px(5)}, words);
  ImGui::SetCursorScreenPos({at.x + text_width(theme.font.small, words) + theme.px(6), at.y});
  label_menu(view.theme, view.regions, name, none, view.codes.label_values, label);
  tooltip(theme, "From the mean code of one label towards that of the other, added to the code that all panels show");
  ImGui::SameLine(0, theme.px(8));
}

void draw_labels(const View& view, Attribute& attribute) {
  label_after(view, "More like", "interpolate.more", "", attribute.more);
  label_after(view, "less like", "interpolate.less", "all", attribute.less);
}

void draw_strength(const View& view, Attribute& attribute, float width) {
  level_slider(view.theme, 42, {"", -2, 2, std::min(width / view.theme.unit, 240.0f), "%+.1f", 0}, attribute.strength);
  view.regions.mark_item("interpolate.strength");
  tooltip(view.theme, "How far the code goes that way");
}

/// In lines, with an image as large as the path's.
bool draw_attribute_beside(const View& view, InterpolatePanelState& panel, ImVec2 at, const Places& places) {
  const float line = view.theme.px(kLine + kGap), controls = view.theme.px(kControls);
  ImGui::SetCursorScreenPos(at);
  draw_labels(view, panel.attribute);
  ImGui::SetCursorScreenPos({at.x, at.y + line});
  draw_strength(view, panel.attribute, controls - view.theme.px(14));
  ImGui::SetCursorScreenPos({at.x, at.y + 2 * line});
  const bool taken = draw_take(view);
  ImGui::SetCursorScreenPos(places.under ? ImVec2{at.x, at.y + 3 * line} : ImVec2{at.x + controls, at.y});
  return draw_changed(view, panel, places.preview) || taken;
}

bool draw_attribute_below(const View& view, InterpolatePanelState& panel, const Places& places) {
  const Theme& theme = view.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float right = at.x + ImGui::GetContentRegionAvail().x, side = theme.px(34);
  draw_labels(view, panel.attribute);
  if (places.foot_lines > 1) ImGui::SetCursorScreenPos({at.x, at.y + theme.px(kLine + kGap)});
  const ImVec2 next = ImGui::GetCursorScreenPos();
  const float image = right - side - theme.px(52);
  draw_strength(view, panel.attribute, image - theme.px(10) - next.x);
  ImGui::SetCursorScreenPos({image, next.y - theme.px(4)});
  bool taken = draw_changed(view, panel, {side, side});
  ImGui::SetCursorScreenPos({image + side + theme.px(6), next.y});
  return draw_take(view) || taken;
}

}  // namespace

void draw_interpolate(const View& view, AppState& state, CommandQueue&) {
  const Theme& theme = view.theme;
  InterpolatePanelState& panel = state.memory.of<InterpolatePanelState>();
  card_heading(theme, "Interpolate", age_of(panel.path(), view.snapshot));
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  if (room.x < 1 || room.y < 1) return;
  Places places = places_for(view, room);
  ImVec2 beside;
  // A low panel has room for the path alone.
  const bool low = !places.beside && room.y - places.foot < theme.px(kLeastTile + 10 + 3 * (kLine + kGap));
  if (low) places.foot = 0;
  draw_path(view, state, room.y - places.foot, places, beside);
  if (view.codes.label_values.empty() || low) return;
  ImGui::SetCursorScreenPos({at.x, at.y + room.y - places.foot + theme.px(12)});
  const bool taken =
      places.beside ? draw_attribute_beside(view, panel, beside, places) : draw_attribute_below(view, panel, places);
  const DecodedImages* made = decoded_by(view, panel.changed_code());
  if (!taken || !made) return;
  hold(state, *made, 0);
  // Otherwise the difference would be added a second time.
  panel.attribute.strength = 0;
}

}  // namespace hourglass
