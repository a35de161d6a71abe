#include "app/widgets/texture_atlas.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "app/widgets/pixel_row.h"

namespace hourglass {
namespace {

constexpr int kMostSide = 256;
/// Between images, so that filtering never mixes neighbours.
constexpr int kGap = 1;

/// The most palettes kept; beyond them the oldest goes.
constexpr std::size_t kMostPalettes = 16;

void fill_ramp(ImU32 from, ImU32 to, std::span<ImU32> ramp) {
  for (std::size_t i = 0; i < ramp.size(); ++i) {
    ramp[i] = mixed(from, to, static_cast<float>(i) / static_cast<float>(ramp.size() - 1));
  }
}

/// Values of a pixel that are shown: three channels are colours, of others the first is.
int shown_channels(Shape shape) { return shape.channels >= 3 ? 3 : 1; }

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
  content_ = mix_word(content_, hash);
  // Outside of frames no window is current; only ImGui's internals say so.
  const ImGuiContext* context = ImGui::GetCurrentContext();
  const ImDrawList* list = context && context->CurrentWindow ? context->CurrentWindow->DrawList : nullptr;
  for (auto& [window, content] : contents_) {
    if (window != list) continue;
    content = mix_word(content, hash);
    return;
  }
  contents_.emplace_back(list, mix_word(0, hash));
}

const TextureAtlas::Palette& TextureAtlas::palette(SignedColourMap colours, int levels) {
  for (const Palette& known : palettes_) {
    if (known.colours == colours && known.table.size() == static_cast<std::size_t>(levels)) return known;
  }
  if (palettes_.size() == kMostPalettes) palettes_.erase(palettes_.begin());
  Palette& made = palettes_.emplace_back(Palette{colours, std::vector<ImU32>(static_cast<std::size_t>(levels))});
  const std::span<ImU32> table = made.table;
  if (levels == kSignedLevels) {
    fill_ramp(colours.negative, colours.zero, table.first(256));
    fill_ramp(colours.zero, colours.positive, table.last(256));
  } else {
    fill_ramp(colours.zero, colours.positive, table);
  }
  return made;
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

const float* TextureAtlas::row_of(const float* pixels, Shape shape, int y, int width, int height) {
  const int channels = shape.channels, shown = shown_channels(shape);
  const float* row = pixels + y * shape.height / height * shape.width * channels;
  if (width == shape.width && channels == shown) return row;
  for (int x = 0; x < width; ++x) {
    std::copy_n(row + x * shape.width / width * channels, shown, row_.begin() + x * shown);
  }
  return row_.data();
}

TextureAtlas::Tile TextureAtlas::fill(const float* pixels, Shape shape, const Palette* palette) {
  const int width = std::min(shape.width, kMostSide), height = std::min(shape.height, kMostSide);
  if (!make_room(width, height)) return {};
  std::uint64_t hash = static_cast<std::uint64_t>(shelf_y_ * kSide + shelf_x_) << 20 ^
                       static_cast<std::uint64_t>(width * kMostSide + height);
  if (palette) {
    const ImU32 colours[] = {palette->colours.negative, palette->colours.zero, palette->colours.positive};
    for (ImU32 colour : colours) hash = mix_word(hash, colour);
  }
  const int values = width * shown_channels(shape);
  levels_.resize(static_cast<std::size_t>(values));
  row_.resize(static_cast<std::size_t>(values));
  for (int y = 0; y < height; ++y) {
    const float* row = row_of(pixels, shape, y, width, height);
    std::uint32_t* to = pixels_.data() + (shelf_y_ + y) * kSide + shelf_x_;
    if (palette && palette->table.size() == kSignedLevels) {
      signed_levels(row, values, levels_.data());
    } else {
      unsigned_levels(row, values, levels_.data());
    }
    hash = mix_levels(hash, levels_.data(), values);
    palette ? look_up(levels_.data(), width, palette->table.data(), to) : join_channels(levels_.data(), width, to);
  }
  return take_room(width, height, hash);
}

TextureAtlas::Tile TextureAtlas::put(std::span<const float> pixels, Shape shape, ColourMap colours) {
  if (shape.features() < 1 || pixels.size() < static_cast<std::size_t>(shape.features())) return {};
  if (shown_channels(shape) == 3) return fill(pixels.data(), shape, nullptr);
  return fill(pixels.data(), shape, &palette({colours.low, colours.low, colours.high}, kUnsignedLevels));
}

TextureAtlas::Tile TextureAtlas::put_signed(std::span<const float> values, int rows, int columns,
                                            SignedColourMap colours) {
  const Shape shape{rows, columns, 1};
  if (shape.features() < 1 || values.size() < static_cast<std::size_t>(shape.features())) return {};
  return fill(values.data(), shape, &palette(colours, kSignedLevels));
}

}  // namespace hourglass
