#include "app/widgets/texture_atlas.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

constexpr int kMostSide = 256;
/// Between images, so that filtering never mixes neighbours.
constexpr int kGap = 1;

/// 0 for NaN.
std::size_t byte(float value) { return value > 0 ? static_cast<std::size_t>(std::min(value, 1.0f) * 255 + 0.5f) : 0; }

std::array<ImU32, 256> ramp_between(ImU32 from, ImU32 to) {
  std::array<ImU32, 256> ramp;
  for (std::size_t i = 0; i < ramp.size(); ++i) ramp[i] = mixed(from, to, static_cast<float>(i) / 255);
  return ramp;
}

}  // namespace

void TextureAtlas::begin_frame() {
  shelf_x_ = shelf_y_ = shelf_height_ = 0;
  content_ = 0;
  contents_.clear();
}

std::uint64_t TextureAtlas::content_of(const ImDrawList* list) const {
  for (const auto& [window, hash] : contents_) {
    if (window == list) return hash;
  }
  return content_;
}

void TextureAtlas::note_content(std::uint64_t hash) {
  const auto mix = [hash](std::uint64_t& with) { with = (with ^ hash) * 0x9e3779b97f4a7c15u, with ^= with >> 32; };
  mix(content_);
  // Outside of frames no window is current; only ImGui's internals say so.
  const ImGuiContext* context = ImGui::GetCurrentContext();
  const ImDrawList* list = context && context->CurrentWindow ? context->CurrentWindow->DrawList : nullptr;
  for (auto& [window, content] : contents_) {
    if (window == list) return mix(content);
  }
  mix(contents_.emplace_back(list, 0).second);
}

/// Most images of a frame have the same colours as the one before.
void TextureAtlas::prepare_ramp(ColourMap colours) {
  if (colours.low == ramp_colours_.low && colours.high == ramp_colours_.high) return;
  ramp_colours_ = colours;
  ramp_ = ramp_between(colours.low, colours.high);
}

void TextureAtlas::prepare_signed_ramps(SignedColourMap colours) {
  if (colours == signed_colours_) return;
  signed_colours_ = colours;
  negative_ = ramp_between(colours.zero, colours.negative);
  positive_ = ramp_between(colours.zero, colours.positive);
}

bool TextureAtlas::make_room(int width, int height) {
  if (shelf_x_ + width > kSide) {
    shelf_y_ += shelf_height_;
    shelf_x_ = shelf_height_ = 0;
  }
  return shelf_y_ + height + kGap <= kSide;
}

TextureAtlas::Tile TextureAtlas::take_room(int width, int height, std::uint64_t hash) {
  note_content(hash ^ hash >> 31);
  if (shelf_x_ + width < kSide) {
    for (int y = 0; y < height; ++y) pixels_[static_cast<std::size_t>((shelf_y_ + y) * kSide + shelf_x_ + width)] = 0;
  }
  const auto uv = [](int value) { return static_cast<float>(value) / kSide; };
  const Tile tile = {{uv(shelf_x_), uv(shelf_y_)}, {uv(shelf_x_ + width), uv(shelf_y_ + height)}};
  shelf_x_ += width + kGap;
  shelf_height_ = std::max(shelf_height_, height + kGap);
  return tile;
}

TextureAtlas::Dot TextureAtlas::put_dot(float radius) {
  const int side = static_cast<int>(std::ceil(2 * radius)) + 2;
  if (!make_room(side, side)) return {};
  const float middle = static_cast<float>(side) / 2;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const float distance = std::hypot(static_cast<float>(x) + 0.5f - middle, static_cast<float>(y) + 0.5f - middle);
      const auto alpha = static_cast<ImU32>(std::clamp(radius - distance + 0.5f, 0.0f, 1.0f) * 255);
      pixels_[static_cast<std::size_t>((shelf_y_ + y) * kSide + shelf_x_ + x)] = IM_COL32(255, 255, 255, alpha);
    }
  }
  return {take_room(side, side, static_cast<std::uint64_t>(side)), side};
}

/// Copies an image, thinned to at most kMostSide, in the colours that `colour_of` gives its pixels.
template <class ColourOf>
TextureAtlas::Tile TextureAtlas::fill(const float* pixels, Shape shape, const ColourOf& colour_of) {
  const int width = std::min(shape.width, kMostSide), height = std::min(shape.height, kMostSide);
  if (!make_room(width, height)) return {};
  std::uint64_t hash = static_cast<std::uint64_t>(shelf_y_ * kSide + shelf_x_) << 20 ^
                       static_cast<std::uint64_t>(width * kMostSide + height);
  const bool thinned = width < shape.width;
  for (int y = 0; y < height; ++y) {
    const float* row = pixels + y * shape.height / height * shape.width * shape.channels;
    std::uint32_t* to = pixels_.data() + (shelf_y_ + y) * kSide + shelf_x_;
    for (int x = 0; x < width; ++x) {
      const ImU32 colour = colour_of(row + (thinned ? x * shape.width / width : x) * shape.channels);
      to[x] = colour;
      hash = (hash ^ colour) * 0x9e3779b97f4a7c15u;
    }
  }
  return take_room(width, height, hash);
}

TextureAtlas::Tile TextureAtlas::put(std::span<const float> pixels, Shape shape, ColourMap colours) {
  if (shape.features() < 1 || pixels.size() < static_cast<std::size_t>(shape.features())) return {};
  if (shape.channels >= 3) {
    return fill(pixels.data(), shape,
                [](const float* pixel) { return IM_COL32(byte(pixel[0]), byte(pixel[1]), byte(pixel[2]), 255); });
  }
  prepare_ramp(colours);
  return fill(pixels.data(), shape, [this](const float* pixel) { return ramp_[byte(pixel[0])]; });
}

TextureAtlas::Tile TextureAtlas::put_signed(std::span<const float> values, int rows, int columns,
                                            SignedColourMap colours) {
  const Shape shape{rows, columns, 1};
  if (shape.features() < 1 || values.size() < static_cast<std::size_t>(shape.features())) return {};
  prepare_signed_ramps(colours);
  return fill(values.data(), shape,
              [this](const float* value) { return *value < 0 ? negative_[byte(-*value)] : positive_[byte(*value)]; });
}

}  // namespace hourglass
