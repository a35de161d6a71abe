// Reads NumPy arrays (NPY 1.0, 2.0 and 3.0): booleans, whole numbers and floats of any size, either byte order, C or
// Fortran order.
//
// Format: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays", and numpy.lib.format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/checked.h"
#include "core/error.h"

namespace hourglass {

/// An array's values in C order (the last index runs fastest). Exactly one of the two lists is filled.
struct Array {
  std::vector<std::uint32_t> dimensions;
  bool is_whole = true;                  ///< whether the type is of whole numbers or booleans
  bool is_boolean = false;               ///< then the values are 0 and 1
  std::vector<std::uint8_t> bytes = {};  ///< of unsigned bytes and booleans
  std::vector<float> numbers = {};       ///< of all other types; whole numbers above 2^24 are rounded
};

bool is_npy(std::span<const std::byte> bytes);

/// Reads an array of one to four dimensions. Error codes: file-truncated, file-corrupt (another header or more bytes
/// than it announces), file-unsupported (another type or number of dimensions), file-empty, file-over-budget.
Result<Array> parse_npy(std::span<const std::byte> file, const std::string& source, const MemoryBudget& budget = {});

}  // namespace hourglass
