// What a page shows of a set before anything is trained on it.
#pragma once

#include "bindings/js_values.h"
#include "data/dataset.h"

namespace hourglass::bindings {

/// {name, kind, samples, shape: [height, width, channels], training, heldOut, missing, duplicates, symbols, rate,
/// classes, columns, first}: `samples` is what the kind's samples are called, `missing` and `duplicates` count training
/// samples, `symbols` those of an alphabet, `rate` values per second (0 where unknown).
///   classes: [{name, count}] of the training split, in the labels' order; count only where the label is known
///   columns: [{name, unit, categories, missing, smallest, largest}]; categories is 0 for numbers
///   first: the first training samples, as pictures {width, height, channels, pixels}, pixels a Uint8Array of one
///   picture after the other; or as rows of texts [[text]], one text for each column, or one alone
val preview_of(const Dataset& set);

}  // namespace hourglass::bindings
