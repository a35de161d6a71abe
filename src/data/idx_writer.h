// Writes IDX, the format of MNIST.
#pragma once

#include <cstddef>
#include <vector>

#include "data/idx.h"

namespace hourglass {

/// A file that parse_idx_samples reads back: three dimensions (count, height, width), or four for images with several
/// channels. Such images must be more than 4 pixels high and wide; otherwise the reader may take the height for the
/// channels. `images` holds bytes. Not gzipped.
std::vector<std::byte> idx_file_of(const StoredSamples& images);
/// A file that parse_idx_samples reads back as samples of another shape with as many values: bytes with the dimensions
/// (count, 1, features), or 32-bit numbers with (count, features).
std::vector<std::byte> idx_rows_of(const StoredSamples& samples);
/// A file that parse_idx_labels reads back: bytes, or 32-bit numbers if a label exceeds 255.
std::vector<std::byte> idx_file_of(const std::vector<int>& labels);

}  // namespace hourglass
