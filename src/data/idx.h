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

/// Reads images: three dimensions (count, height, width) or four. The fourth is the channels, unless the second is 1, 3
/// or 4 and those behind it are larger: such a file (N x 3 x 32 x 32) has its channels first, and they are moved
/// behind. `source` names the file in errors. Nothing is allocated before the header has been checked: the size it
/// announces must fit the budget and what the file can hold. Refuses with idx-*, gzip-*, or the code of the other
/// format that the file has (core/file_kind.h).
Result<IdxImages> parse_idx_images(std::span<const std::byte> file, const std::string& source,
                                   const MemoryBudget& budget = {});

/// Reads labels: one dimension, or two of 32-bit numbers, of which the first column is read. Labels are 0 to 255.
/// Otherwise as for images.
Result<IdxLabels> parse_idx_labels(std::span<const std::byte> file, const std::string& source,
                                   const MemoryBudget& budget = {});

enum class IdxKind { kImages, kLabels };

/// What the header says the file holds. Refuses what is neither.
Result<IdxKind> idx_kind(std::span<const std::byte> file, const std::string& source);

}  // namespace hourglass
