// The files inside compressed files and archives.
#pragma once

#include <string>
#include <vector>

#include "core/checked.h"
#include "core/error.h"
#include "data/open.h"

namespace hourglass {

struct UnpackedFiles {
  std::vector<GivenFile> files;      ///< an archive's with its folders ("cats/1.png")
  std::vector<std::string> ignored;  ///< what was left out, and what it is
};

/// Unpacks gzip and zip, also a zip in gzip; other files stay as they are. Files that systems leave in archives are
/// left out. Error codes: file-over-budget where all files together have more bytes, gzip-*, file-corrupt,
/// file-truncated, file-unsupported.
Result<UnpackedFiles> unpack_files(std::vector<GivenFile> files, const MemoryBudget& budget);

}  // namespace hourglass
