#include "app/widgets/sample_view.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/widgets/tiles.h"
#include "data/sample_picture.h"
#include "data/sample_text.h"

namespace hourglass {
namespace {

/// Picture elements across a signal or a table, which are drawn as sharp as the screen is.
constexpr int kElements = 10;

float largest_difference(std::span<const float> input, std::span<const float> output) {
  float largest = 0;
  for (std::size_t i = 0; i < input.size(); ++i) {
    const float difference = output[i] - input[i];
    if (std::fabs(difference) > std::fabs(largest)) largest = difference;
  }
  return largest;
}

}  // namespace

Shape SampleView::proportions() const { return picture_shape(description, shape, kElements); }

float SampleView::aspect() const {
  const Shape picture = proportions();
  return static_cast<float>(picture.height) / static_cast<float>(std::max(picture.width, 1));
}

TextureAtlas::Tile SampleView::put(TextureAtlas& images, std::span<const float> values, ColourMap colours,
                                   float width) const {
  if (values.size() != static_cast<std::size_t>(shape.features())) return {};
  if (description.kind == DataKind::kImage) return images.put(values, shape, colours);
  const float density = ImGui::GetIO().DisplayFramebufferScale.x;
  const Shape picture = picture_shape(description, shape, static_cast<int>(width * density));
  std::vector<float> pixels;
  draw_sample(description, shape, values, picture, pixels);
  return images.put(pixels, picture, colours);
}

TextureAtlas::Tile SampleView::put_error(TextureAtlas& images, const Theme& theme, std::span<const float> input,
                                         std::span<const float> output, float width) const {
  if (input.size() != static_cast<std::size_t>(shape.features()) || output.size() != input.size()) return {};
  std::vector<float> errors;
  if (description.kind == DataKind::kImage) {
    const auto channels = static_cast<std::size_t>(shape.channels);
    for (std::size_t i = 0; i < input.size(); i += channels)
      errors.push_back(largest_difference(input.subspan(i, channels), output.subspan(i, channels)));
    return images.put_signed(errors, shape.height, shape.width, signed_colours(theme));
  }
  for (std::size_t i = 0; i < input.size(); ++i) {
    const float difference = output[i] - input[i];
    errors.push_back(description.kind == DataKind::kSignal ? 0.5f + difference : std::fabs(difference));
  }
  return put(images, errors, {theme.colour.well, theme.colour.held_out}, width);
}

void SampleView::draw_within(TextureAtlas& images, std::span<const float> values, ColourMap colours, ImVec2 at,
                             float side) const {
  float wide = std::floor(side / std::max(1.0f, aspect()));
  if (description.kind != DataKind::kImage) wide = whole_pixels(wide, proportions().width);
  const float high = std::floor(wide * aspect());
  const ImVec2 from = {at.x + std::floor((side - wide) / 2), at.y + std::floor((side - high) / 2)};
  draw_tile(images, put(images, values, colours, wide), from, {from.x + wide, from.y + high});
}

std::string SampleView::text(std::span<const float> values) const {
  if (values.size() != static_cast<std::size_t>(shape.features())) return "";
  return sample_text(description, shape, values);
}

}  // namespace hourglass
