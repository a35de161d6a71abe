// The model of the code: which table of probabilities stands for which number of a quantised code.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "compression/frequency_table.h"
#include "compression/quantiser.h"
#include "data/dataset.h"

namespace hourglass {

/// kColumn: every place of a code has a table of its own. kNeighbour, for a grid of codebook entries: the table is
/// chosen by the entry to the left, in the first column of the grid by the one above.
enum class CodeContext { kColumn, kNeighbour };

/// What is known of the numbers to be coded, in the compressed file's head.
struct CodeForm {
  int places = 0;      ///< numbers of a code
  int entries = 0;     ///< of the codebook, numbers are 0 .. entries - 1; 0 where they are quantised values
  int grid_width = 1;  ///< places in a row of the grid; matters for kNeighbour alone
  bool has_labels =
      false;  ///< whether each code is followed by its sample's label, in a column with a table of its own
  CodeContext context = CodeContext::kColumn;

  int columns() const { return places + (has_labels ? 1 : 0); }
  int tables() const { return (context == CodeContext::kColumn ? places : entries + 1) + (has_labels ? 1 : 0); }
  /// The table for the number in `column`, from those before it in the sample.
  int table(const std::int32_t* sample, int column) const {
    if (column == places) return tables() - 1;
    if (context == CodeContext::kColumn) return column;
    if (column % grid_width != 0) return 1 + sample[column - 1];
    return column == 0 ? 0 : 1 + sample[column - grid_width];
  }
  /// Whether a decoded number can stand in `column`.
  bool allows(std::int32_t value, int column) const {
    if (column == places) return value >= kNoLabel && value <= kLargestLabel;
    return entries == 0 || (value >= 0 && value < entries);
  }
};

/// Whether quantised values may take their probabilities from a standard normal prior.
enum class CodePrior { kNone, kNormal };

/// Encoded codes: the tables, as they stand in a file, and the entropy-coded numbers.
struct EncodedCodes {
  std::vector<std::byte> tables, payload;
};

/// Counts the numbers for each table and encodes them. With CodePrior::kNormal a table is the prior's wherever that
/// takes fewer bits than a histogram and its description. `quantiser` gives the prior's steps and may be empty without.
/// Deterministic.
EncodedCodes encode_codes(const QuantisedCodes& codes, const CodeForm& form, const Quantiser& quantiser,
                          CodePrior prior);

/// The numbers again. Any bytes are allowed; whatever no encoder made is refused (file-corrupt) with `source`. The
/// caller has checked that columns x count fits its memory.
Result<QuantisedCodes> decode_codes(std::span<const std::byte> tables, std::span<const std::byte> payload,
                                    std::uint32_t count, const CodeForm& form, const Quantiser& quantiser,
                                    const std::string& source);

}  // namespace hourglass
