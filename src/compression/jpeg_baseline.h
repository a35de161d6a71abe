// JPEG beside a model: what the images of a set become at a quality, and the bytes that their pixels take.
#pragma once

#include <cstddef>
#include <optional>

#include "analysis/samples.h"
#include "core/error.h"
#include "core/shape.h"

namespace hourglass {

struct JpegImages {
  Samples images;
  /// Of the entropy-coded pixels alone: without headers, tables of quantisation and Huffman codes, and markers.
  std::size_t coded_bytes = 0;
};

/// Whether this build has libjpeg.
bool has_jpeg();

/// The least quality: libjpeg's transform holds eight times the largest number of a table, 121 times 50 / quality, in
/// 16 bits.
inline constexpr double kLeastJpegQuality = 0.75;

/// Writes each image (values in [0, 1], 1 or 3 channels) as a JPEG with Huffman codes made for it, and reads it again.
/// `quality` is libjpeg's, up to 100, and goes on to kLeastJpegQuality by the same rule: the standard's tables of
/// quantisation times 50 / quality below a quality of 50, else times 2 - quality / 50; above 255 they have 16 bits.
/// Refused (file-unsupported) in builds without libjpeg.
Result<JpegImages> jpeg_images(const Samples& images, const Shape& shape, double quality);

}  // namespace hourglass
