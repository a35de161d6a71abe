// All images of one frame, side by side in one texture: panels put theirs in, the window uploads the texture once.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <imgui.h>

#include "app/widgets/theme.h"
#include "core/shape.h"

namespace hourglass {

/// The colours of a grey image's values: `low` at 0, `high` at 1. Images with three channels keep their own colours.
struct ColourMap {
  ImU32 low, high;
};

/// A texture that is filled again in each frame; knows nothing of OpenGL.
class TextureAtlas {
 public:
  static constexpr int kSide = 1024;

  /// An image's place in the texture.
  struct Tile {
    ImVec2 uv_minimum, uv_maximum;
  };

  /// The texture that the window created; none in tests, which have no screen.
  void set_texture(ImTextureID texture) { texture_ = texture; }
  ImTextureID texture() const { return texture_; }
  void begin_frame();
  /// Adds an image ([row][column][channel], values 0 to 1). Images larger than 256 pixels are thinned. Returns an empty
  /// tile where the texture is full.
  Tile put(std::span<const float> pixels, Shape shape, ColourMap colours);
  /// The same for rows x columns values from -1 to 1; values beyond are clamped.
  Tile put_signed(std::span<const float> values, int rows, int columns, SignedColourMap colours);
  /// A white disc with soft edges on a transparent ground, `radius` screen pixels large, for points by the thousand: an
  /// image is two triangles, a circle twenty. Draw it `side` pixels large, in any colour.
  struct Dot {
    Tile tile;
    int side = 0;
  };
  Dot put_dot(float radius);
  /// A hash of the images added while the ImGui window of this list was drawn; of all images where it added none.
  std::uint64_t content_of(const ImDrawList* list) const;
  /// A hash of all images and their places.
  std::uint64_t content() const { return content_; }
  /// kSide colours per row.
  std::span<const std::uint32_t> pixels() const { return pixels_; }
  /// The rows that this frame uses.
  int rows_used() const { return shelf_y_ + shelf_height_; }

 private:
  /// The colour of every level of a value. Unsigned values lie between `zero` and `positive`.
  struct Palette {
    SignedColourMap colours;
    std::vector<ImU32> table;
  };
  const Palette& palette(SignedColourMap colours, int levels);
  /// The values of row `y` of an image `width` x `height` pixels large: where they lie, or copied to row_.
  const float* row_of(const float* pixels, Shape shape, int y, int width, int height);
  /// Copies an image, thinned where it is too large, in a palette's colours; without one it has three channels.
  Tile fill(const float* pixels, Shape shape, const Palette* palette);
  /// Finds room for an image, at shelf_x_ and shelf_y_; false where none is left.
  bool make_room(int width, int height);
  Tile take_room(int width, int height, std::uint64_t hash);
  void note_content(std::uint64_t hash);

  std::vector<std::uint32_t> pixels_ = std::vector<std::uint32_t>(kSide * kSide);
  std::uint64_t content_ = 0;
  std::vector<std::pair<const ImDrawList*, std::uint64_t>> contents_;  ///< one for each window with images

  ImTextureID texture_{};
  std::vector<Palette> palettes_;
  std::vector<std::uint16_t> levels_;  ///< of the row that is copied
  std::vector<float> row_;             ///< its values, where they do not lie side by side
  int shelf_x_ = 0, shelf_y_ = 0, shelf_height_ = 0;
};

}  // namespace hourglass
