// Decodes pictures: PNG by libpng, JPEG by libjpeg, and PPM. A build without one of these libraries refuses its format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/checked.h"
#include "core/error.h"
#include "core/shape.h"

namespace hourglass {

/// Height x width x channels bytes from the top row down; 1 channel is grey, 3 are red, green and blue.
struct Picture {
  Shape shape;
  std::vector<std::uint8_t> pixels;
};

bool is_png(std::span<const std::byte> bytes);
bool is_jpeg(std::span<const std::byte> bytes);
bool is_ppm(std::span<const std::byte> bytes);

/// Decodes a PNG of any colour type and depth. 16 bits become 8; transparent pixels are shown on white. Error codes:
/// file-corrupt, file-over-budget, file-unsupported (a build without libpng).
Result<Picture> decode_png(std::span<const std::byte> file, const std::string& source, const MemoryBudget& budget);
/// Decodes a grey, colour or CMYK JPEG, baseline or progressive. Refuses pictures that break off, as decode_png does.
Result<Picture> decode_jpeg(std::span<const std::byte> file, const std::string& source, const MemoryBudget& budget);

/// Decodes a PPM with 255 levels ("P6", without comments).
Result<Picture> decode_ppm(std::span<const std::byte> file, const std::string& source, const MemoryBudget& budget);

/// The size of a picture from its header; its channels are 1 or 3. Error codes as for decoding.
Result<Shape> png_shape(std::span<const std::byte> file, const std::string& source);
Result<Shape> jpeg_shape(std::span<const std::byte> file, const std::string& source);
Result<Shape> ppm_shape(std::span<const std::byte> file, const std::string& source);

}  // namespace hourglass
