// Images of the texture atlas on the screen: alone, as buttons, and in grids.
#pragma once

#include <span>
#include <string>

#include <imgui.h>

#include "app/widgets/regions.h"
#include "app/widgets/texture_atlas.h"
#include "app/widgets/theme.h"

namespace hourglass {

/// Draws an image with slightly rounded corners.
void draw_tile(const TextureAtlas& images, const TextureAtlas::Tile& tile, ImVec2 minimum, ImVec2 maximum);
/// Draws an image as a button of `size`, framed while the mouse is over it and where it is chosen; true when clicked.
bool tile_button(const Theme& theme, int id, const TextureAtlas& images, const TextureAtlas::Tile& tile, ImVec2 size,
                 bool chosen = false);

/// The largest width not above `wanted` at which every pixel of an image `side` pixels wide is equally large; `wanted`
/// where the image does not fit at all.
float whole_pixels(float wanted, int side);
/// How many tiles of this length fit into the room with a gap between them; at least 1.
int tiles_that_fit(float room, float tile, float gap);

/// Images of one size in rows and columns.
struct TileGrid {
  ImVec2 tile;  ///< the size of one image, in ImGui units
  ImVec2 step;  ///< from one image to the next, to the right and down
  int columns = 1, rows = 1;
  ImVec2 origin{};  ///< the upper left corner on the screen

  int count() const { return columns * rows; }
  /// The upper left corner of an image, on whole units.
  ImVec2 corner(int column, int row) const;
  ImVec2 corner(int n) const { return corner(n % columns, n / columns); }
};

/// One image of a grid.
struct GridTile {
  int id = 0;
  std::string region;  ///< its name among Regions
  TextureAtlas::Tile image;
  bool chosen = false;
};
/// Draws an image of a grid at `corner` as a button; true when clicked.
bool grid_tile_button(const Theme& theme, const TextureAtlas& images, Regions& regions, const TileGrid& grid,
                      ImVec2 corner, const GridTile& tile);

}  // namespace hourglass
