#include "app/mosaic.h"

#include <algorithm>

namespace hourglass {
namespace {

constexpr int kMostSide = 256;
/// Between images, so that filtering never mixes neighbours.
constexpr int kGap = 1;

/// 0 for what is no number.
std::size_t byte(float value) { return value > 0 ? static_cast<std::size_t>(std::min(value, 1.0f) * 255 + 0.5f) : 0; }

}  // namespace

void Mosaic::begin_frame() {
  shelf_x_ = shelf_y_ = shelf_height_ = 0;
}

/// Most images of a frame have the same ink as the one before.
void Mosaic::prepare_ramp(Ink ink) {
  if (ink.paper == ramp_ink_.paper && ink.ink == ramp_ink_.ink) return;
  ramp_ink_ = ink;
  for (std::size_t i = 0; i < ramp_.size(); ++i) ramp_[i] = mixed(ink.paper, ink.ink, static_cast<float>(i) / 255);
}

Mosaic::Tile Mosaic::put(std::span<const float> pixels, Shape shape, Ink ink) {
  if (shape.features() < 1 || pixels.size() < static_cast<std::size_t>(shape.features())) return {};
  const int width = std::min(shape.width, kMostSide), height = std::min(shape.height, kMostSide);
  if (shelf_x_ + width > kSide) {
    shelf_y_ += shelf_height_;
    shelf_x_ = shelf_height_ = 0;
  }
  if (shelf_y_ + height + kGap > kSide) return {};
  const bool coloured = shape.channels >= 3;
  if (!coloured) prepare_ramp(ink);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int row = y * shape.height / height, column = x * shape.width / width;
      const float* pixel = pixels.data() + (row * shape.width + column) * shape.channels;
      pixels_[static_cast<std::size_t>((shelf_y_ + y) * kSide + shelf_x_ + x)] =
          coloured ? IM_COL32(byte(pixel[0]), byte(pixel[1]), byte(pixel[2]), 255) : ramp_[byte(pixel[0])];
    }
  }
  const auto uv = [](int value) { return static_cast<float>(value) / kSide; };
  const Tile tile = {{uv(shelf_x_), uv(shelf_y_)}, {uv(shelf_x_ + width), uv(shelf_y_ + height)}};
  shelf_x_ += width + kGap;
  shelf_height_ = std::max(shelf_height_, height + kGap);
  return tile;
}

}  // namespace hourglass
