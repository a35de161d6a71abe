// What the names of files, folders and arrays say about their role.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"
#include "data/file_names.h"

namespace hourglass {

/// The last part of a name, and what stands before it: "a/b/c.png" has "c.png" and "a/b".
std::string_view file_part(std::string_view name);
std::string_view folder_part(std::string_view name);
/// A file's name without its folders and its last ending.
std::string_view stem_of(std::string_view name);

enum class NamedSplit { kTraining, kHeldOut, kValidation };

/// What the words of a name say: `x_train`, `train-images`, `y`, `target`.
struct NamedRole {
  std::optional<FileRole> role;  ///< kImages stands for samples of any kind
  std::optional<NamedSplit> split;
};
NamedRole role_of(std::string_view name);

/// The split that a folder's name is for, such as `train` or `test`: the name has no other words.
std::optional<NamedSplit> split_folder(std::string_view name);

}  // namespace hourglass
