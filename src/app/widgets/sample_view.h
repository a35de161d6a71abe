// Draws samples of any kind: pictures, signals, tables and words all become tiles of the texture atlas.
#pragma once

#include <span>
#include <string>

#include "app/widgets/texture_atlas.h"
#include "app/widgets/theme.h"
#include "core/shape.h"
#include "data/description.h"

namespace hourglass {

/// What the samples of the data shown are.
struct SampleView {
  const DataDescription& description;
  Shape shape;  ///< of a sample's values

  /// The proportions of a sample's picture. Its width is a number of picture elements that should have the same size:
  /// places for samples are best whole multiples of it (whole_pixels).
  Shape proportions() const;
  /// Height by width.
  float aspect() const;

  /// Puts a sample's picture into the atlas, for a place `width` ImGui units wide; an empty tile where `values` belongs
  /// to other data.
  TextureAtlas::Tile put(TextureAtlas& images, std::span<const float> values, ColourMap colours, float width) const;
  /// Puts the error of an output: brighter than the input in the accent, darker in blue. A pixel shows the channel that
  /// differs most. Tables and words show where they differ, signals the difference around the middle.
  TextureAtlas::Tile put_error(TextureAtlas& images, const Theme& theme, std::span<const float> input,
                               std::span<const float> output, float width) const;
  /// Draws a sample as large as fits into a square, in its middle; samples that are no images in whole picture
  /// elements.
  void draw_within(TextureAtlas& images, std::span<const float> values, ColourMap colours, ImVec2 at, float side) const;
  /// The sample in words, on one line: the text, or a table's columns; "" for pictures and signals.
  std::string text(std::span<const float> values) const;
};

}  // namespace hourglass
