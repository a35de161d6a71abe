// All images of one frame side by side in one texture: panels put theirs in, the window uploads the whole
// once.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <imgui.h>

#include "app/widgets/theme.h"
#include "core/shape.h"

namespace hourglass {

/// How a grey image's values become colours: paper at 0, ink at 1. Images with colours of their own keep
/// them.
struct ColourMap {
  ImU32 low, high;
};

/// A texture that is filled anew each frame; knows nothing of OpenGL.
class TextureAtlas {
 public:
  static constexpr int kSide = 1024;

  /// Where an image lies in the texture.
  struct Tile {
    ImVec2 uv_minimum, uv_maximum;
  };

  /// The texture the window made; null where there is no screen (tests).
  void set_texture(ImTextureID texture) { texture_ = texture; }
  ImTextureID texture() const { return texture_; }
  void begin_frame();
  /// Puts in an image ([row][column][channel], values 0 to 1). Larger ones than 256 pixels are thinned. Where
  /// the texture is full, an empty tile comes back.
  Tile put(std::span<const float> pixels, Shape shape, ColourMap colours);
  /// The same for rows x columns values from -1 to 1; what is beyond counts as these.
  Tile put_signed(std::span<const float> values, int rows, int columns, SignedColourMap colours);
  /// A white disc with soft edges on nothing, `radius` pixels of the screen large, for points by the thousand: as an
  /// image each is two triangles, as a circle twenty. To be drawn as large as it is (`side` pixels), in any colour.
  struct Dot {
    Tile tile;
    int side = 0;
  };
  Dot put_dot(float radius);
  /// A hash of the images put in while the window of this list was drawn; of all of them where none was.
  std::uint64_t content_of(const ImDrawList* list) const;
  /// Of all images and where they lie.
  std::uint64_t content() const { return content_; }
  /// kSide colours per row.
  std::span<const std::uint32_t> pixels() const { return pixels_; }
  /// The rows that this frame uses.
  int rows_used() const { return shelf_y_ + shelf_height_; }

 private:
  void prepare_ramp(ColourMap colours);
  void prepare_signed_ramps(SignedColourMap colours);
  template <class ColourOf>
  Tile fill(const float* pixels, Shape shape, const ColourOf& colour_of);
  /// Room for an image; false where there is none left. Then it lies at shelf_x_ and shelf_y_.
  bool make_room(int width, int height);
  Tile take_room(int width, int height, std::uint64_t hash);
  void note_content(std::uint64_t hash);

  std::vector<std::uint32_t> pixels_ = std::vector<std::uint32_t>(kSide * kSide);
  std::uint64_t content_ = 0;
  std::vector<std::pair<const ImDrawList*, std::uint64_t>> contents_;  ///< one for each window with images

  ImTextureID texture_ = nullptr;
  std::array<ImU32, 256> ramp_{};  ///< the colours of grey values between ramp_ink_'s two
  ColourMap ramp_colours_{0, 0};
  std::array<ImU32, 256> negative_{}, positive_{};  ///< the colours of values below and above 0, by size
  SignedColourMap signed_colours_{0, 0, 0};
  int shelf_x_ = 0, shelf_y_ = 0, shelf_height_ = 0;
};

}  // namespace hourglass
