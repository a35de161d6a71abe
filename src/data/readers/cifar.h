// Reads the binary files of CIFAR-10 and CIFAR-100.
//
// Format: A. Krizhevsky 2009, "Learning Multiple Layers of Features from Tiny Images", and the page of the data sets:
// rows of one label (CIFAR-100: a coarse and a fine one), then 32 x 32 bytes each of red, green and blue.
#pragma once

#include "data/readers/readers.h"

namespace hourglass {

/// Whether the file is called like one of the data sets': data_batch_1.bin to data_batch_5.bin and test_batch.bin, or
/// train.bin and test.bin.
bool is_cifar(std::string_view name, std::span<const std::byte> prefix);

/// Reads the batches of one of the two data sets. CIFAR-100 gives its fine labels. Error codes: file-truncated (not
/// whole rows), data-bad-label, data-several-sets.
Result<GivenSet> read_cifar(GivenFiles& files, const OpenOptions& options);

}  // namespace hourglass
