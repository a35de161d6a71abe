// Opens the data set that a text names: a built-in set, an IDX file, or a folder of IDX files.
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
  MemoryBudget budget;                    ///< limit per file: for its bytes, and for the bytes it unpacks to
  std::uint32_t digits_training = 10000;  ///< training images of a generated set; at least 1
  std::uint32_t digits_held_out = 2000;   ///< held-out images of a generated set; at least 1
};

/// A data set that needs no file.
struct BuiltInSet {
  std::string_view name;
  std::string_view blurb;
  std::shared_ptr<const Dataset> (*make)(const OpenOptions&);
};

/// All built-in sets, in the order in which the interfaces list them.
std::span<const BuiltInSet> built_in_sets();

/// Opens `text`: the name of a built-in set, the path of an IDX file of images (gzipped or not), or the path of a
/// folder that holds the IDX files of one set.
///
/// The words of the files' names decide which files belong together, however dots and dashes separate them
/// (data/file_names.h): `train-images-idx3-ubyte`, `train-labels.idx1-ubyte.gz` and `t10k-images-idx3-ubyte` are the
/// training images, their labels, and the held-out images of one set; `emnist-letters-...` is another set. Of two files
/// with the same words the one that is not gzipped is read. Without held-out images one image in seven is held out by
/// seed. A damaged file of labels or held-out images is an error, even if `text` names only the training images. A
/// folder of several sets is refused (data-several-sets) unless one has MNIST's plain names; then that set is opened.
Result<std::shared_ptr<const Dataset>> open_dataset(std::string_view text, const OpenOptions& options = {});

/// A file whose bytes are already in memory, such as one dropped on the page.
struct NamedBytes {
  std::string name;
  std::span<const std::byte> bytes;
};

/// A file in memory that owns its bytes.
struct GivenFile {
  std::string name;
  std::vector<std::byte> bytes;
};

/// Views of `files`, which must outlive the views.
std::vector<NamedBytes> named_bytes(std::span<const GivenFile> files);

/// Makes a data set of one file of images, of images and labels, or of the four files of MNIST, in any order. The
/// content distinguishes images from labels. Where there are two files of one kind, their names distinguish held-out
/// files (with the word `t10k` or `test`) from training files.
Result<std::shared_ptr<const Dataset>> dataset_from_bytes(std::span<const NamedBytes> files,
                                                          const OpenOptions& options = {});

}  // namespace hourglass
