// Writes IDX, the format of MNIST.
#pragma once

#include <cstddef>
#include <vector>

#include "data/idx.h"

namespace hourglass {

/// A file that parse_idx_images reads back: three dimensions (count, height, width), or four for images with several
/// channels. Such images must be more than 4 pixels high and wide; otherwise the reader may take the height for the
/// channels. Not gzipped.
std::vector<std::byte> idx_file_of(const IdxImages& images);
/// A file that parse_idx_labels reads back.
std::vector<std::byte> idx_file_of(const IdxLabels& labels);

}  // namespace hourglass
