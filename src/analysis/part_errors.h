// The error of a reconstruction, part by part: for each number, column or symbol.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/category_group.h"
#include "data/description.h"

namespace hourglass {

/// The parts of a sample, ascending: a number is a part of one feature; the categories of one column, and the symbols
/// of one place, are a part together.
std::vector<CategoryGroup> parts_of(const DataDescription& description, const Shape& shape);

/// How a part is called: a column of a table, "voltage at 0.35 s" or "value 12" of a signal, "place 3" of a text,
/// "pixel (4, 10)" or "pixel (4, 10) red" of an image (row and column from 0 on).
std::string part_name(const DataDescription& description, const Shape& shape, const CategoryGroup& part);

/// How the categories of a part are compared; a number always by its squared error.
enum class CategoryError {
  kSquared,  ///< sum of the squared errors of their probabilities
  kEntropy,  ///< cross-entropy in nats: -ln of the right one's probability, which counts as at least 1e-6
};

/// Assigns the error of each part of one sample. 0 for a part whose target is missing (NaN).
void part_errors(std::span<const CategoryGroup> parts, CategoryError kind, const float* target, const float* output,
                 double* errors);

}  // namespace hourglass
