// IDX, the format of MNIST: a magic number, big-endian dimensions, then unsigned bytes. Gzipped or not.
//
// Format: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", section "The IDX file
// format". Types other than the unsigned byte (0x08) are refused.
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

/// Images as they stand in the file: one after the other, each height x width x channels.
struct IdxImages {
  Shape shape;
  std::uint32_t count = 0;
  std::vector<std::uint8_t> pixels;
};

/// One label per image.
struct IdxLabels {
  std::vector<std::uint8_t> labels;
};

/// Reads images: three dimensions (count, height, width) or four (and channels). `source` names the file in
/// errors. Nothing is allocated before the header has been checked: the size it announces must fit the budget
/// and what the file can hold. Refuses with idx-* or gzip-*.
Result<IdxImages> parse_idx_images(std::span<const std::byte> file, const std::string& source,
                                   const MemoryBudget& budget = {});

/// Reads labels: one dimension. Otherwise as for images.
Result<IdxLabels> parse_idx_labels(std::span<const std::byte> file, const std::string& source,
                                   const MemoryBudget& budget = {});

enum class IdxKind { kImages, kLabels };

/// What the header says the file holds. Refuses what is neither.
Result<IdxKind> idx_kind(std::span<const std::byte> file, const std::string& source);

}  // namespace hourglass
