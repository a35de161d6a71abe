// Samples and codes that JavaScript gives.
#pragma once

#include <emscripten/val.h>

#include <string>

#include "analysis/samples.h"
#include "core/error.h"

namespace hourglass::bindings {

/// Columns of `features` values from a Float32Array, with their labels from an array of whole numbers, one per sample;
/// of an empty one each is kNoLabel. Missing values are NaN. Refuses other lengths (array-wrong-length,
/// data-count-mismatch); `name` is what the array is called.
Result<Samples> samples_from(const emscripten::val& array, const emscripten::val& labels, const std::string& name,
                             int features);

}  // namespace hourglass::bindings
