// Reads the conventional names of IDX files, such as emnist-letters-train-images-idx3-ubyte.gz.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "data/dataset.h"

namespace hourglass {

enum class FileRole { kImages, kLabels };

/// The words of a file's name, which dots, dashes and other signs separate. Letters' case does not matter.
struct IdxFileName {
  /// The word `images` or `idx3`, or the word `labels`, `idx1` or `idx2`; nothing where the name has neither.
  std::optional<FileRole> role;
  /// Held-out where the name has the word `test` or `t10k`.
  Split split = Split::kTraining;
  /// Whether the name has the word `train` or `training`.
  bool says_training = false;
  /// All other words, joined by dashes: equal for the files of one set. Empty for MNIST, `emnist-letters` for that.
  std::string set;
};

/// `name` without its folder; `.gz` at its end is left out.
IdxFileName parse_idx_file_name(std::string_view name);

}  // namespace hourglass
