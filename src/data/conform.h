// Samples of a new file in the form that a model learned: its columns, categories, symbols and scaling.
#pragma once

#include <vector>

#include "core/error.h"
#include "core/shape.h"
#include "data/given_set.h"

namespace hourglass {

/// The features of `part`, described by `own` as its reader left it, in the form of samples of `shape` described by
/// `wanted`: part.samples.count * shape.features() values. Missing values are NaN.
///
/// - A table's columns are found by their names, in any order; the others are left out. Without names on either side
///   (numbers from 1 on) their order counts.
/// - Categories and symbols are found by their names. A shorter text ends earlier.
/// - Numbers are scaled as the samples that the model learned from were.
///
/// Error codes: data-no-such-column, data-bad-value (a category, a symbol, or text where a number is expected), and
/// data-shape-mismatch (another kind of sample, images or signals of another size, or texts that are too long).
Result<std::vector<float>> conform(const SamplePart& part, const DataDescription& own, const DataDescription& wanted,
                                   const Shape& shape);

}  // namespace hourglass
