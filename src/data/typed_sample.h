// Samples of tables and texts made of what a person types.
#pragma once

#include <span>
#include <string_view>

#include "core/error.h"
#include "core/shape.h"
#include "data/description.h"

namespace hourglass {

/// Makes a text's sample (places x symbols, one-hot) of the text typed, which may be shorter than the longest that the
/// shape has room for. Capitals that the alphabet lacks become small letters.
///
/// Error code data-bad-value: a symbol that the alphabet lacks, or a text that is too long; then `values` stay as they
/// are.
Status type_text(const DataDescription& description, const Shape& shape, std::string_view text,
                 std::span<float> values);

/// Sets a table's column of numbers to the number typed, in the column's unit; a decimal comma is a point. Nothing
/// typed is a missing value, where the table may have some.
///
/// Error code data-bad-value; then `values` stay as they are.
Status type_number(const DataDescription& description, std::size_t column, std::string_view text,
                   std::span<float> values);

/// Sets a table's column of categories to the one with this index.
void choose_category(const DataDescription& description, std::size_t column, std::size_t category,
                     std::span<float> values);

}  // namespace hourglass
