// Shared by opening data by name, by path and from memory.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "data/image_set.h"
#include "data/open.h"

namespace hourglass {

/// A file of images, and the labels of the other file where there is one.
Result<LabelledImages> parse_part(const NamedBytes& images, const NamedBytes* labels, const MemoryBudget& budget);

/// The data set of parsed files; without `held_out` some of the training images are held out.
Result<std::shared_ptr<const Dataset>> to_dataset(std::string name, LabelledImages training,
                                                  std::optional<LabelledImages> held_out, const OpenOptions& options);

/// The error of open_dataset() for a text that names no data.
Error no_data_set(std::string_view text);

/// Opens a file or folder. The programs for the browser link another definition
/// (src/bindings/open_path_without_files.cpp).
Result<std::shared_ptr<const Dataset>> open_path(const std::string& path, const OpenOptions& options);

}  // namespace hourglass
