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

/// Writes each image (values in [0, 1], 1 or 3 channels) as a JPEG of `quality` 1 .. 100 with Huffman codes made for
/// it, and reads it again. Refused (file-unsupported) in builds without libjpeg.
Result<JpegImages> jpeg_images(const Samples& images, const Shape& shape, int quality);

}  // namespace hourglass
