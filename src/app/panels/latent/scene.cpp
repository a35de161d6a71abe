#include "app/panels/latent/scene.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/widgets/plot.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

ImDrawList& canvas() { return *ImGui::GetWindowDrawList(); }

bool finite(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

bool within(const LatentScene& scene, ImVec2 at, float margin) {
  return at.x > scene.minimum.x - margin && at.x < scene.maximum.x + margin && at.y > scene.minimum.y - margin &&
         at.y < scene.maximum.y + margin;
}

/// Whether another label than this is marked.
bool set_aside(const LatentScene& scene, int label) { return scene.marked_label >= 0 && scene.marked_label != label; }

/// The largest rectangle of the image's proportions in the middle of a cell, on whole pixels: no seams between cells.
void draw_cell(const LatentScene& scene, std::span<const float> pixels, Shape shape, ImVec2 middle, float side) {
  const Palette& c = scene.theme().colour;
  const TextureAtlas::Tile tile = scene.view.images.put(pixels, shape, {c.well, mixed(c.well, c.accent, 0.62f)});
  if (tile.uv_maximum.x <= 0) return;
  const float scale = side / static_cast<float>(std::max(shape.width, shape.height)) / 2;
  const ImVec2 half = {scale * static_cast<float>(shape.width), scale * static_cast<float>(shape.height)};
  canvas().AddImage(scene.view.images.texture(), {std::round(middle.x - half.x), std::round(middle.y - half.y)},
                    {std::round(middle.x + half.x), std::round(middle.y + half.y)}, tile.uv_minimum, tile.uv_maximum);
}

void draw_map(const LatentScene& scene) {
  if (!scene.map || scene.map->images.pixels.empty() || !scene.map->plane.shows_same(scene.plane)) return;
  const ManifoldGrid& grid = scene.map->grid;
  const float side = grid.step * scene.window.scale();
  for (int i = 0; i < grid.columns * grid.rows; ++i) {
    const int column = i % grid.columns, row = i / grid.columns;
    const ImVec2 place = {(static_cast<float>(grid.left + column) + 0.5f) * grid.step,
                          (static_cast<float>(grid.bottom + row) + 0.5f) * grid.step};
    ImVec2 middle = scene.window.to_screen(place);
    // A line has one row of images, above the points.
    if (scene.plane.is_line()) middle.y = scene.minimum.y + side / 2 + scene.px(4);
    if (within(scene, middle, side / 2))
      draw_cell(scene, scene.map->tile(column, row), scene.map->images.shape, middle, side);
  }
}

/// Calls `mark` for every round number from `low` to `high`, with its name.
template <class Mark>
void for_ticks(double low, double high, double step, Mark mark) {
  char words[32];
  for (double value = std::ceil(low / step) * step; value <= high; value += step) {
    std::snprintf(words, sizeof words, "%.4g", std::fabs(value) < step / 2 ? 0.0 : value);
    mark(static_cast<float>(value), std::string_view(words));
  }
}

/// A label and the place of its number.
struct PlacedLabel {
  int label;
  ImVec2 at;
};

/// Pushes places apart until they are `distance` from each other, and keeps them within the map. Neighbours move
/// evenly, so that nothing jumps while the points move.
void push_apart(const LatentScene& scene, float distance, std::vector<PlacedLabel>& labels) {
  bool moved = true;
  for (int round = 0; round < 80 && moved; ++round) {
    moved = false;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      for (std::size_t k = i + 1; k < labels.size(); ++k) {
        ImVec2 &a = labels[i].at, &b = labels[k].at;
        const float dx = b.x - a.x, dy = b.y - a.y, apart = std::sqrt(dx * dx + dy * dy);
        if (apart >= 0.97f * distance) continue;
        moved = true;
        const float push = (distance - apart) / 2;
        const ImVec2 way = apart > 0.01f ? ImVec2{dx / apart, dy / apart} : ImVec2{1, 0};
        a = {a.x - push * way.x, a.y - push * way.y};
        b = {b.x + push * way.x, b.y + push * way.y};
      }
    }
    const float rim = distance / 2 + scene.px(1);
    for (PlacedLabel& label : labels) {
      label.at.x =
          std::clamp(label.at.x, scene.minimum.x + rim, std::max(scene.maximum.x - rim, scene.minimum.x + rim));
      label.at.y =
          std::clamp(label.at.y, scene.minimum.y + rim, std::max(scene.maximum.y - rim, scene.minimum.y + rim));
    }
  }
}

/// Each label's number in the middle of its points, or beside another's.
std::vector<PlacedLabel> placed_labels(const LatentScene& scene) {
  std::vector<PlacedLabel> placed;
  for (int label : scene.view.codes.label_values) {
    ImVec2 middle;
    if (!scene.points.middle_of(scene.view.codes.labels, label, middle)) continue;
    const ImVec2 at = scene.window.to_screen(middle);
    if (within(scene, at, scene.px(10))) placed.push_back({label, at});
  }
  push_apart(scene, scene.px(20), placed);
  return placed;
}

/// A number of an axis, where no label lies.
void draw_figure(const LatentScene& scene, ImVec2 at, std::string_view figure, const std::vector<PlacedLabel>& labels) {
  const ImVec2 middle = {at.x + text_width(scene.theme().font.small, figure) / 2, at.y + scene.px(8)};
  const bool covered = std::any_of(labels.begin(), labels.end(), [&](const PlacedLabel& label) {
    return std::fabs(label.at.x - middle.x) < scene.px(22) && std::fabs(label.at.y - middle.y) < scene.px(18);
  });
  if (!covered) draw_text(scene.theme().font.small, scene.theme().colour.quiet, at, figure);
}

/// Grid lines where no map lies, and their numbers where they fit.
void draw_ticks(const LatentScene& scene, const std::vector<PlacedLabel>& labels) {
  const Palette& c = scene.theme().colour;
  const ImVec2 low = scene.window.to_plane({scene.minimum.x, scene.maximum.y});
  const ImVec2 high = scene.window.to_plane({scene.maximum.x, scene.minimum.y});
  const auto most = static_cast<int>(std::max(2.0f, (scene.maximum.x - scene.minimum.x) / scene.px(60)));
  const double step = nice_step(static_cast<double>(high.x - low.x), most);
  for_ticks(static_cast<double>(low.x), static_cast<double>(high.x), step, [&](float x, std::string_view name) {
    const float at = std::floor(scene.window.to_screen({x, 0}).x) + 0.5f;
    if (!scene.map) canvas().AddLine({at, scene.minimum.y}, {at, scene.maximum.y}, c.line);
    if (at < scene.minimum.x + scene.px(24) || at > scene.maximum.x - scene.px(130)) return;
    draw_figure(scene, {at + scene.px(3), scene.maximum.y - scene.px(18)}, name, labels);
  });
  if (scene.plane.is_line()) return;
  for_ticks(static_cast<double>(low.y), static_cast<double>(high.y), step, [&](float y, std::string_view name) {
    const float at = std::floor(scene.window.to_screen({0, y}).y) + 0.5f;
    if (!scene.map) canvas().AddLine({scene.minimum.x, at}, {scene.maximum.x, at}, c.line);
    if (at < scene.minimum.y + scene.px(20) || at > scene.maximum.y - scene.px(18)) return;
    draw_figure(scene, {scene.minimum.x + scene.px(4), at - scene.px(17)}, name, labels);
  });
}

/// The colour of a point: that of its label, or one for all where the data has no labels.
ImU32 point_colour(const LatentScene& scene, int label) {
  const Theme& theme = scene.theme();
  const ImU32 colour = scene.view.codes.label_values.empty() ? theme.colour.accent : label_colour(theme, label);
  return faded(colour, set_aside(scene, label) ? 0.12f : 0.78f);
}

/// The colours of points without a label and then of labels 0, 1, ... up to the largest.
std::vector<ImU32> point_colours(const LatentScene& scene) {
  const std::vector<int>& labels = scene.view.codes.label_values;
  std::vector<ImU32> colours;
  for (int label = kNoLabel; label <= (labels.empty() ? kNoLabel : labels.back()); ++label) {
    colours.push_back(point_colour(scene, label));
  }
  return colours;
}

void draw_points(const LatentScene& scene) {
  const Codes& codes = scene.view.codes;
  const std::vector<ImVec2>& places = scene.points.places();
  const float area = (scene.maximum.x - scene.minimum.x) * (scene.maximum.y - scene.minimum.y);
  const float apart = std::sqrt(area / static_cast<float>(std::max<std::size_t>(places.size(), 1)));
  const float radius = std::clamp(0.2f * apart, scene.px(1.8f), scene.px(3.5f));
  const float density = ImGui::GetIO().DisplayFramebufferScale.x;
  const TextureAtlas::Dot dot = scene.view.images.put_dot(radius * density);
  const float half = static_cast<float>(dot.side) / (2 * density);
  const std::vector<ImU32> colours = point_colours(scene);
  for (std::size_t i = 0; i < std::min(places.size(), codes.labels.size()); ++i) {
    const ImVec2 at = scene.window.to_screen(places[i]);
    if (!within(scene, at, radius)) continue;
    const ImU32 colour = colours[std::min(static_cast<std::size_t>(codes.labels[i] + 1), colours.size() - 1)];
    // On whole pixels of the screen, as the disc's own pixels are.
    const ImVec2 corner = {std::round((at.x - half) * density) / density,
                           std::round((at.y - half) * density) / density};
    canvas().AddImage(scene.view.images.texture(), corner, {corner.x + 2 * half, corner.y + 2 * half},
                      dot.tile.uv_minimum, dot.tile.uv_maximum, colour);
  }
}

void draw_labels(const LatentScene& scene, const std::vector<PlacedLabel>& placed) {
  const Theme& theme = scene.theme();
  for (const auto& [label, at] : placed) {
    const bool aside = set_aside(scene, label);
    char words[16];
    std::snprintf(words, sizeof words, "%d", label);
    canvas().AddCircleFilled(at, scene.px(9.5f), faded(theme.colour.well, aside ? 0.3f : 0.82f), 20);
    draw_text(theme.font.heading, faded(label_colour(theme, label), aside ? 0.3f : 1.0f), {at.x, at.y - scene.px(9)},
              words, 0.5f);
  }
}

/// The ellipse at two standard deviations of the selected sample's posterior, for a variational encoder.
void draw_posterior(const LatentScene& scene, ImVec2 middle) {
  const View& view = scene.view;
  const auto size = static_cast<std::size_t>(view.codes.size);
  if (view.snapshot.model.settings.architecture.bottleneck != BottleneckKind::kGaussian || view.pass.encoder().empty())
    return;
  // Means, then logarithms of variances.
  const std::vector<float>& encoded = view.pass.encoder().back().values;
  if (encoded.size() != 2 * size) return;
  std::vector<float> variances;
  for (std::size_t i = size; i < 2 * size; ++i) variances.push_back(std::exp(encoded[i]));
  if (!finite(variances)) return;
  const PlaneSpread spread = spread_on(scene.plane, variances);
  constexpr int kCorners = 48;
  ImVec2 corners[kCorners];
  for (int i = 0; i < kCorners; ++i) {
    const ImVec2 offset = spread.offset(6.2831853f * static_cast<float>(i) / kCorners);
    corners[i] = scene.window.to_screen({middle.x + 2 * offset.x, middle.y + 2 * offset.y});
  }
  const ImU32 colour = scene.theme().colour.text;
  canvas().AddConvexPolyFilled(corners, kCorners, faded(colour, 0.12f));
  canvas().AddPolyline(corners, kCorners, faded(colour, 0.8f), ImDrawFlags_Closed, scene.px(1.2f));
}

void mark_spot(const LatentScene& scene, const char* region, ImVec2 at) {
  scene.view.regions.mark(region, {at.x - 1, at.y - 1}, {at.x + 1, at.y + 1});
}

/// A ring around the selected sample: around its point where it has one, which may be older than its code.
void draw_selection(const LatentScene& scene) {
  const Palette& c = scene.theme().colour;
  const std::vector<ImVec2>& places = scene.points.places();
  const std::vector<float>& encoded = scene.view.pass.encoded();
  const Selection& selection = scene.state.selection;
  const bool has_point = !selection.own() && selection.split == Split::kHeldOut && selection.index < places.size();
  const bool has_code = encoded.size() == static_cast<std::size_t>(scene.view.codes.size) && finite(encoded);
  if (!has_point && !(has_code && scene.plane.has_codes())) return;
  const ImVec2 place = has_point ? places[selection.index] : scene.plane.place(encoded);
  if (scene.plane.has_codes()) draw_posterior(scene, place);
  const ImVec2 at = scene.window.to_screen(place);
  canvas().AddCircle(at, scene.px(6), c.well, 24, scene.px(4));
  canvas().AddCircle(at, scene.px(6), c.text, 24, scene.px(2));
  mark_spot(scene, "latent.subject", at);
}

/// A cross at the edited code.
void draw_edited_code(const LatentScene& scene) {
  const std::vector<float>& held = scene.state.code.values;
  if (!scene.state.code.held || !finite(held) || !scene.plane.has_codes()) return;
  const Palette& c = scene.theme().colour;
  const ImVec2 at = scene.window.to_screen(scene.plane.place(held));
  const float arm = scene.px(6), rim = scene.px(1.5f);
  const auto cross = [&](float length, float width, ImU32 colour) {
    canvas().AddLine({at.x - length, at.y}, {at.x + length, at.y}, colour, width);
    canvas().AddLine({at.x, at.y - length}, {at.x, at.y + length}, colour, width);
  };
  cross(arm + rim, scene.px(2.5f) + 2 * rim, c.well);
  cross(arm, scene.px(2.5f), c.accent);
  mark_spot(scene, "latent.held", at);
}

/// First cell and number of cells from `low` to `high`.
void cover(float low, float high, float step, int& first, int& count) {
  const auto cell = [step](float place) { return std::clamp(place / step, -1e6f, 1e6f); };
  first = static_cast<int>(std::floor(cell(low)));
  count = std::clamp(static_cast<int>(std::ceil(cell(high))) - first, 1, ManifoldTask::kMostSide);
}

}  // namespace

ManifoldGrid grid_for(const LatentScene& scene) {
  const float longest = std::max(scene.maximum.x - scene.minimum.x, scene.maximum.y - scene.minimum.y);
  const float cell = std::max(scene.px(30), longest / (ManifoldTask::kMostSide - 2));
  ManifoldGrid grid;
  // Cells grow in steps, so that they stay where they are while the view moves a little.
  grid.step = std::exp2(std::ceil(2 * std::log2(cell / scene.window.scale())) / 2);
  const ImVec2 low = scene.window.to_plane({scene.minimum.x, scene.maximum.y});
  const ImVec2 high = scene.window.to_plane({scene.maximum.x, scene.minimum.y});
  cover(low.x, high.x, grid.step, grid.left, grid.columns);
  cover(low.y, high.y, grid.step, grid.bottom, grid.rows);
  if (scene.plane.is_line()) grid.bottom = 0, grid.rows = 1;
  return grid;
}

void draw_latent_scene(const LatentScene& scene) {
  canvas().AddRectFilled(scene.minimum, scene.maximum, scene.theme().colour.well, scene.px(6));
  ImGui::PushClipRect(scene.minimum, scene.maximum, true);
  draw_map(scene);
  const std::vector<PlacedLabel> labels = placed_labels(scene);
  // Distances have no unit in a map by neighbours.
  if (scene.plane.has_codes()) draw_ticks(scene, labels);
  draw_points(scene);
  draw_labels(scene, labels);
  draw_selection(scene);
  draw_edited_code(scene);
  ImGui::PopClipRect();
  canvas().AddRect(scene.minimum, scene.maximum, scene.theme().colour.line, scene.px(6), 0, scene.px(1));
}

}  // namespace hourglass
