// A data set's description as text, in model files and between the programs of a page.
#pragma once

#include <string>
#include <string_view>

#include "core/error.h"
#include "core/shape.h"
#include "data/description.h"

namespace hourglass {

/// JSON: a list of rows, each a list of texts that begins with what the row says:
///   [["kind", "table"], ["column", "amount", "EUR", "0.4"], ["column", "type", "", "0.5", "cash", "card"], ...]
/// A column's row has its name, unit, mean, and categories; "labels" and "alphabet" are followed by all of them in
/// order; "offset" and "factor" are those of the scaling; "rate" is the sample rate; "missing" says that values may be
/// missing.
std::string to_description_text(const DataDescription& description);

/// The description of a whole set: the rows "name" and "shape" (height, width, channels) are added.
struct SetDescription {
  DataDescription description;
  std::string name;
  Shape shape;
};
std::string to_description_text(const SetDescription& set);
/// Reads that; error codes as those of parse_description.
Result<SetDescription> parse_set_description(std::string_view text, const std::string& source);

/// Reads what to_description_text() wrote, for samples of this shape. Rows it does not know are left out: a newer
/// program wrote them. Refuses other text, and columns, symbols or scalings that do not fit the shape
/// (description-bad-text, description-does-not-fit).
Result<DataDescription> parse_description(std::string_view text, const Shape& shape, const std::string& source);

}  // namespace hourglass
