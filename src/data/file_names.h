// Parses the conventional names of IDX files, such as emnist-letters-train-images-idx3-ubyte.gz.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"

namespace hourglass {

enum class FileRole { kImages, kLabels };

/// What the words of a file's name say. Dots, dashes and other signs separate words; case does not matter.
struct IdxFileName {
  /// kImages for the words `images`, `idx3` and `idx4`; kLabels for `labels`, `idx1` and `idx2`; else nullopt.
  std::optional<FileRole> role;
  /// kHeldOut if the name has the word `test` or `t10k`.
  Split split = Split::kTraining;
  /// Whether the name has the word `train` or `training`.
  bool says_training = false;
  /// All other words, joined by dashes; equal for the files of one set. MNIST's files have "", those of EMNIST's
  /// letters "emnist-letters".
  std::string set;
};

/// The words of a name in lower case: runs of letters and digits of ASCII.
std::vector<std::string> words_of(std::string_view name);

/// Parses `name`, which has no folder. Ignores `.gz` at its end.
IdxFileName parse_idx_file_name(std::string_view name);

}  // namespace hourglass
