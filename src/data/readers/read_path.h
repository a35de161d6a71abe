// Reads the data set at a path: a file, or a folder of files.
#pragma once

#include <string>

#include "core/error.h"
#include "data/given_set.h"
#include "data/open.h"

namespace hourglass {

/// Reads a file, with the IDX files of labels and held-out images beside it that its name goes with, or all files of a
/// folder and of those inside it. Hidden files and those that begin like no known format are not read. Of a folder with
/// the IDX files of several sets, the set with MNIST's plain names is read (else data-several-sets). Other error codes:
/// file-not-found, file-unreadable, file-over-budget (also for all files together), and those of read_files.
Result<GivenSet> read_path(const std::string& path, const OpenOptions& options);

}  // namespace hourglass
