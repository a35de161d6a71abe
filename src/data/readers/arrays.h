// Reads files of arrays: IDX and NumPy's NPY, the latter also inside NPZ archives.
#pragma once

#include "data/readers/readers.h"

namespace hourglass {

/// Whether the file begins with an IDX magic number of a known type.
bool is_idx(std::string_view name, std::span<const std::byte> prefix);

/// Makes one set of arrays of samples and labels. IDX headers say which of the two a file is. For NumPy arrays the
/// words of their names do (`x_train`, `images`, `data`; `y_test`, `labels`, `target`); otherwise the array of one
/// dimension is the labels. Where each occurs at most once, all belong to one split; else the words `test` and `t10k`
/// tell the splits apart, and arrays of a validation split are ignored. Arrays (N, height, width), (N, height, width,
/// channels) and (N, channels, height, width) are images, so are bytes of (N, 784); others of two dimensions are
/// tables. Error codes: idx-*, those of parse_npy, data-no-samples, data-several-sets, data-bad-label,
/// data-count-mismatch.
Result<GivenSet> read_arrays(GivenFiles& files, const OpenOptions& options);

}  // namespace hourglass
