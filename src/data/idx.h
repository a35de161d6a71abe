// Reads IDX, the format of MNIST: a magic number, big-endian dimensions, then the values. Gzipped or not.
//
// Format: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", section "The IDX file format":
// unsigned bytes (type 0x08), signed bytes (0x09), whole numbers of 16 (0x0b) and 32 bits (0x0c), floats (0x0d) and
// doubles (0x0e). In QMNIST (C. Yadav and L. Bottou 2019, "Cold case: the lost MNIST digits") labels are rows of 32-bit
// whole numbers whose first column is the label.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/checked.h"
#include "core/error.h"
#include "data/given_set.h"

namespace hourglass {

/// Reads samples: two dimensions (count, features), three (count, height, width) or four (count, height, width,
/// channels). A file whose second dimension is 1, 3 or 4 and whose third and fourth are larger (N x 3 x 32 x 32) has
/// its channels first; they are moved last. Images of unsigned bytes stay bytes; all else becomes numbers. `source`
/// names the file in errors. Before it allocates memory, checks that the announced size fits the budget and the file's
/// size. Error codes: idx-*, gzip-*, or that of the file's other format (core/file_kind.h).
Result<StoredSamples> parse_idx_samples(std::span<const std::byte> file, const std::string& source,
                                        const MemoryBudget& budget = {});

/// Reads labels from 0 to kLargestLabel: one dimension of whole numbers, or the first column of two dimensions of
/// 32-bit numbers. Otherwise as for samples; data-bad-label.
Result<std::vector<int>> parse_idx_labels(std::span<const std::byte> file, const std::string& source,
                                          const MemoryBudget& budget = {});

enum class IdxKind { kSamples, kLabels };

/// Whether the header announces samples or labels: two dimensions of 32-bit whole numbers are labels. Refuses all other
/// files.
Result<IdxKind> idx_kind(std::span<const std::byte> file, const std::string& source);

}  // namespace hourglass
