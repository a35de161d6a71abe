// A sample of a table or of text in words.
#pragma once

#include <span>
#include <string>

#include "core/shape.h"
#include "data/description.h"

namespace hourglass {

/// The number that a feature stands for, as few digits as people read: "12.4".
std::string feature_text(const DataDescription& description, float feature, std::size_t index);

/// The most probable category of a table's column; null for a column of numbers, and where the value is missing.
const std::string* category_of(const DataDescription& description, std::size_t column, std::span<const float> values);

/// What the values of a column say: "12.4 EUR", the most probable category, or "missing".
std::string column_text(const DataDescription& description, std::size_t column, std::span<const float> values);

/// A text's most probable symbols, up to its end; a table's columns with their names; "" for images and signals.
std::string sample_text(const DataDescription& description, const Shape& sample, std::span<const float> values);

}  // namespace hourglass
