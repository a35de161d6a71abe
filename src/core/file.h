// Whole files in and out: read within a budget, written so that a reader never meets a half-written one.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/checked.h"
#include "core/error.h"

namespace hourglass {

/// The content of a regular file. Nothing is allocated for a file larger than the budget.
/// Refuses with file-not-found, file-unreadable or file-over-budget.
Result<std::vector<std::byte>> read_file(const std::string& path, const MemoryBudget& budget = {});

/// Whether write_file_atomically could write there, asked before long work and not after it. Refuses (file-unwritable)
/// a folder that is missing or closed, and a path that leads to anything but a plain file.
Status check_writable(const std::string& path);

/// Replaces the file's content, or creates the file: completely, or not at all if the process or the machine stops
/// in between. The bytes go to a temporary file in the same folder, are flushed to the disk, and take the name by
/// a rename. On failure (file-unwritable) the temporary file is removed and an old file stays as it was. A symbolic
/// link is followed. An existing file keeps its permissions, a new file gets the usual ones; a pipe, device, socket or
/// folder is refused.
Status write_file_atomically(const std::string& path, std::span<const std::byte> bytes);

}  // namespace hourglass
