#include <algorithm>
#include <cmath>

#include "app/panels/panels.h"
#include "app/widgets.h"

namespace hourglass {
namespace {

/// Where the pairs of images go.
struct Grid {
  int columns = 1, rows = 1;
  float width = 0, height = 0, gap = 0, pair_gap = 0;

  int count() const { return columns * rows; }
};

Grid grid_for(const Theme& theme, ImVec2 room, Shape shape) {
  Grid grid;
  // The size between 40 and 84 CSS pixels, in whole image pixels where possible, that fills the card best.
  float best = 0;
  for (float wanted = theme.px(40); wanted <= theme.px(84); wanted += theme.px(2)) {
    Grid g;
    g.width = whole_pixels(wanted, shape.width);
    if (g.width < theme.px(38)) g.width = wanted;
    g.height = g.width * static_cast<float>(shape.height) / static_cast<float>(shape.width);
    g.gap = theme.px(6);
    g.pair_gap = theme.px(14);
    g.columns = std::max(1, static_cast<int>((room.x + g.gap) / (g.width + g.gap)));
    g.rows = std::max(1, static_cast<int>((room.y + g.pair_gap) / (2 * g.height + theme.px(3) + g.pair_gap)));
    while (g.rows > 1 && g.count() > Predictions::kMostExamples) --g.rows;
    const float filled = std::min(g.width * static_cast<float>(g.columns), room.x) *
                         std::min(g.height * static_cast<float>(g.rows), room.y / 2);
    // A little more is no reason for images whose pixels are not all of one size.
    const float worth = filled * (g.count() < 8 ? 0.6f : 1.0f) *
                        (g.width == wanted && whole_pixels(wanted, shape.width) != wanted ? 0.8f : 1.0f);
    if (worth > best) best = worth, grid = g;
  }
  // Spread over the whole width.
  if (grid.columns > 1) {
    grid.gap = std::min(
        (room.x - grid.width * static_cast<float>(grid.columns)) / static_cast<float>(grid.columns - 1),
        theme.px(16));
  }
  if (grid.rows > 1) {
    const float used = 2 * grid.height + theme.px(3);
    grid.pair_gap = std::min(
        (room.y - used * static_cast<float>(grid.rows)) / static_cast<float>(grid.rows - 1), theme.px(30));
  }
  return grid;
}

}  // namespace

void draw_reconstructions(const View& view, AppState&, CommandQueue&) {
  const Theme& theme = view.theme;
  const Predictions& made = view.predictions;
  card_heading(theme, "Reconstructions", "held-out images, rebuilt from their codes");
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const Shape shape = made.shape();
  if (room.x < 1 || room.y < 1 || shape.features() < 1) return;
  const Grid grid = grid_for(theme, room, shape);
  const Ink input_ink = {theme.colour.well, theme.colour.text},
            output_ink = {theme.colour.well, theme.colour.accent};
  for (int i = 0; i < std::min(grid.count(), made.examples()); ++i) {
    const float x = std::floor(at.x + static_cast<float>(i % grid.columns) * (grid.width + grid.gap));
    const float y = std::floor(at.y + static_cast<float>(i / grid.columns) *
                                          (2 * grid.height + theme.px(3) + grid.pair_gap));
    const float below = y + grid.height + theme.px(3);
    draw_tile(view.images, view.images.put(made.example(i), shape, input_ink), {x, y},
              {x + grid.width, y + grid.height});
    draw_tile(view.images, view.images.put(made.example_reconstruction(i), shape, output_ink), {x, below},
              {x + grid.width, below + grid.height});
  }
  ImGui::Dummy(room);
  view.regions.mark_item("reconstructions");
}

}  // namespace hourglass
