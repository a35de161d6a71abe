// Functions shared by the files that open data by name, from memory and by path.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "data/open.h"
#include "data/sample_set.h"

namespace hourglass {

/// Parses an IDX file of samples and, if `labels` is not null, the file of their labels.
Result<SamplePart> parse_part(const NamedBytes& samples, const NamedBytes* labels, const MemoryBudget& budget);

/// Makes a data set of parsed files; without `held_out` it holds out some of the training samples.
Result<std::shared_ptr<const Dataset>> to_dataset(std::string name, SamplePart training,
                                                  std::optional<SamplePart> held_out, const OpenOptions& options);

/// The error for a text that names no data set.
Error no_data_set(std::string_view text);

/// Opens a file or folder. The browser builds link another definition (src/bindings/open_path_without_files.cpp).
Result<std::shared_ptr<const Dataset>> open_path(const std::string& path, const OpenOptions& options);

}  // namespace hourglass
