// Opens a data set by the text a person gives: a built-in set's name, an IDX file, or a folder of MNIST
// files.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/checked.h"
#include "core/error.h"
#include "data/dataset.h"

namespace hourglass {

struct OpenOptions {
  std::uint64_t seed = 1;                 ///< of what is held out, and of generated sets
  MemoryBudget budget;                    ///< per file: its bytes, and what it unpacks to
  std::uint32_t digits_training = 10000;  ///< samples of a generated set; at least 1
  std::uint32_t digits_held_out = 2000;   ///< at least 1
};

/// A data set that needs no file.
struct BuiltInSet {
  std::string_view name;
  std::string_view blurb;
  std::shared_ptr<const Dataset> (*make)(const OpenOptions&);
};

/// All of them, in the order in which faces list them.
std::span<const BuiltInSet> built_in_sets();

/// Opens `text`: the name of a built-in set, else the path of an IDX file of images (gzipped or not), else
/// the path of a folder that holds `train-images-idx3-ubyte` (also with `.idx3-ubyte`, `.gz`, or both).
///
/// Files that stand beside the images under the conventional names belong to the set: `...labels-idx1-ubyte`
/// for
/// `...images-idx3-ubyte`, and `t10k...` or `test...` for `train...` as the held-out split. Without the
/// latter one image in seven is held out by seed. A companion that is broken is an error, never passed over.
Result<std::shared_ptr<const Dataset>> open_dataset(std::string_view text, const OpenOptions& options = {});

/// A file whose bytes are already in memory, as dropped on a page.
struct NamedBytes {
  std::string name;
  std::span<const std::byte> bytes;
};

/// Makes a data set of one file of images, images and labels, or the four files of MNIST, in any order.
/// Images are told from labels by content; test files (`t10k`, `test`) from training files by name.
Result<std::shared_ptr<const Dataset>> dataset_from_bytes(std::span<const NamedBytes> files,
                                                          const OpenOptions& options = {});

}  // namespace hourglass
