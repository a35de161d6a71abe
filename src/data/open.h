// Opens a data set by the text that a user gives: a built-in set's name, an IDX file, or a folder of IDX files.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/checked.h"
#include "core/error.h"
#include "data/dataset.h"

namespace hourglass {

struct OpenOptions {
  std::uint64_t seed = 1;                 ///< chooses the held-out images, and the images of generated sets
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

/// Opens `text`: the name of a built-in set, else the path of an IDX file of images (gzipped or not), else the path of
/// a folder that holds the IDX files of one set.
///
/// Files belong together by the words of their names, however dots and dashes separate them (data/file_names.h):
/// `train-images-idx3-ubyte`, `train-labels.idx1-ubyte.gz` and `t10k-images-idx3-ubyte` are training images, their
/// labels, and held-out images of one set; `emnist-letters-...` is another set. Of two files with the same words the
/// one that is not gzipped is read. Without held-out images one image in seven is held out by seed. A companion file
/// that is damaged is an error, never ignored. A folder of several sets of which none has the plain names of MNIST is
/// refused (data-several-sets).
Result<std::shared_ptr<const Dataset>> open_dataset(std::string_view text, const OpenOptions& options = {});

/// A file whose bytes are already in memory, such as one that was dropped on a page.
struct NamedBytes {
  std::string name;
  std::span<const std::byte> bytes;
};

/// A file in memory that owns its bytes.
struct GivenFile {
  std::string name;
  std::vector<std::byte> bytes;
};

/// Views of the files, which must outlive them.
std::vector<NamedBytes> named_bytes(std::span<const GivenFile> files);

/// Makes a data set of one file of images, images and labels, or the four files of MNIST, in any order. Images are
/// distinguished from labels by content; where there are two of a kind, held-out files (with the word `t10k` or `test`)
/// from training files by name.
Result<std::shared_ptr<const Dataset>> dataset_from_bytes(std::span<const NamedBytes> files,
                                                          const OpenOptions& options = {});

}  // namespace hourglass
