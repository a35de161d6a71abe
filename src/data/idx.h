// Reads IDX, the format of MNIST: a magic number, big-endian dimensions, then the values. Gzipped or not.
//
// Format: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", section "The IDX file format".
// Images are unsigned bytes (type 0x08). Labels are unsigned bytes or, as in QMNIST (C. Yadav and L. Bottou 2019, "Cold
// case: the lost MNIST digits"), rows of 32-bit whole numbers (0x0c) whose first column is the label.
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

/// Images one after the other, each height x width x channels.
struct IdxImages {
  Shape shape;
  std::uint32_t count = 0;
  std::vector<std::uint8_t> pixels;
};

/// One label per image.
struct IdxLabels {
  std::vector<std::uint8_t> labels;
};

/// Reads images: three dimensions (count, height, width) or four (count, height, width, channels). A file whose second
/// dimension is 1, 3 or 4 and whose third and fourth are larger (N x 3 x 32 x 32) has its channels first; they are
/// moved last. `source` names the file in errors. Before it allocates memory, checks that the announced size fits the
/// budget and the file's size. Error codes: idx-*, gzip-*, or that of the file's other format (core/file_kind.h).
Result<IdxImages> parse_idx_images(std::span<const std::byte> file, const std::string& source,
                                   const MemoryBudget& budget = {});

/// Reads labels from 0 to 255: one dimension of bytes, or the first column of two dimensions of 32-bit numbers.
/// Otherwise as for images.
Result<IdxLabels> parse_idx_labels(std::span<const std::byte> file, const std::string& source,
                                   const MemoryBudget& budget = {});

enum class IdxKind { kImages, kLabels };

/// Whether the header announces images or labels. Refuses all other files.
Result<IdxKind> idx_kind(std::span<const std::byte> file, const std::string& source);

}  // namespace hourglass
