// Unpacks compressed data into memory, within a budget.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/checked.h"
#include "core/error.h"

namespace hourglass {

/// The content of a gzip file. Memory grows only as data are unpacked. Error codes: gzip-*, out-of-memory.
Result<std::vector<std::byte>> gunzipped(std::span<const std::byte> packed, const std::string& source,
                                         const MemoryBudget& budget);

/// The content of a deflate stream (RFC 1951), which must have exactly `size` bytes and end with the data. Error code:
/// file-corrupt.
Result<std::vector<std::byte>> inflated(std::span<const std::byte> packed, std::size_t size, const std::string& source);

}  // namespace hourglass
