// Encodes pixels as PNG: 8 bits per channel, no filters, compressed by zlib.
//
// Format: Portable Network Graphics (PNG) Specification, W3C, third edition.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/shape.h"

namespace hourglass {

/// The file's bytes. `pixels` holds height x width x channels bytes from the top row down; 1 channel is grey, 3 are
/// red, green and blue. Deterministic for one version of zlib.
std::vector<std::byte> png_file(Shape shape, std::span<const std::uint8_t> pixels);

/// Images with values in [0, 1] side by side, `columns` in a row, with a grey line of one pixel between them.
struct ImageGrid {
  Shape shape;
  std::vector<std::uint8_t> pixels;
};
/// `images` holds images of shape `image` (1 or 3 channels), one after the other. Values outside [0, 1] are clamped.
ImageGrid image_grid(Shape image, std::span<const float> images, int columns);

/// A grey value in [0, 1] as a byte, rounded; values outside are clamped.
std::uint8_t byte_of(float value);

}  // namespace hourglass
