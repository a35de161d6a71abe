#include "app/widgets/tiles.h"

#include <algorithm>
#include <cmath>

#include "app/widgets/focus.h"
#include "app/widgets/widgets.h"

namespace hourglass {

bool tile_button(const Theme& theme, int id, const TextureAtlas& images, const TextureAtlas::Tile& tile, ImVec2 size,
                 bool chosen) {
  ImGui::PushID(id);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = press_area("tile", size);
  ImGui::PopID();
  draw_tile(images, tile, at, ImVec2{at.x + size.x, at.y + size.y});
  const bool hot = ImGui::IsItemHovered() || ImGui::IsItemFocused();
  if (hot || chosen) {
    ImGui::GetWindowDrawList()->AddRect(at, ImVec2{at.x + size.x, at.y + size.y},
                                        chosen ? theme.colour.accent : theme.colour.quiet, 3, 0, theme.px(1.5f));
  }
  return pressed;
}

void draw_tile(const TextureAtlas& images, const TextureAtlas::Tile& tile, ImVec2 minimum, ImVec2 maximum) {
  if (tile.uv_maximum.x <= 0) return;
  ImGui::GetWindowDrawList()->AddImageRounded(images.texture(), minimum, maximum, tile.uv_minimum, tile.uv_maximum,
                                              IM_COL32_WHITE, 3);
}

float whole_pixels(float wanted, int side) {
  const float density = ImGui::GetIO().DisplayFramebufferScale.x;
  const float times = std::floor(wanted * density / static_cast<float>(std::max(side, 1)));
  return times < 1 ? wanted : times * static_cast<float>(side) / density;
}

int tiles_that_fit(float room, float tile, float gap) {
  return std::max(1, static_cast<int>((room + gap) / (tile + gap)));
}

ImVec2 TileGrid::corner(int column, int row) const {
  return {std::floor(origin.x + static_cast<float>(column) * step.x),
          std::floor(origin.y + static_cast<float>(row) * step.y)};
}

bool grid_tile_button(const Theme& theme, const TextureAtlas& images, Regions& regions, const TileGrid& grid,
                      ImVec2 corner, const GridTile& tile) {
  ImGui::SetCursorScreenPos(corner);
  const ImVec2 first = grid.corner(0);
  const FocusScope scope(corner.x == first.x && corner.y == first.y ? Reach::kTab : Reach::kArrows);
  const bool clicked = tile_button(theme, tile.id, images, tile.image, grid.tile, tile.chosen);
  regions.mark_item(tile.region);
  return clicked;
}

}  // namespace hourglass
