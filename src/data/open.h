// Opens the data set that a text names: a built-in set, a file, or a folder of files.
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
#include "data/scale.h"

namespace hourglass {

struct OpenOptions {
  std::uint64_t seed = 1;                     ///< chooses the held-out images, and the samples of generated sets
  MemoryBudget budget;                        ///< limit per file: for its bytes, and for the bytes it unpacks to
  std::uint32_t training = 10000;             ///< training samples of a generated set; at least 1
  std::uint32_t held_out = 2000;              ///< held-out samples of a generated set; at least 1
  Scale scale = Scale::kUnit;                 ///< how the numbers of files become features; bytes are not scaled
  int image_size = 0;                         ///< height and width of pictures; 0 for the size that most of them have
  int window = 1024;                          ///< values of each channel in a sample of sound; at least 1
  int hop = 0;                                ///< values from the start of a window to that of the next; 0 for `window`
  std::string label_column = {};              ///< of a table: a column's name, or its number from 1 on; "" for none
  std::vector<std::string> categorical = {};  ///< columns of numbers that are categories: names or numbers from 1 on
  std::vector<std::string> numeric = {};      ///< columns whose texts are missing numbers: names or numbers from 1 on
};

/// The names in a list of columns such as "age, 3", without the blanks around them; none in "none".
std::vector<std::string> column_list(std::string_view list);

/// A data set that needs no file.
struct BuiltInSet {
  std::string_view name;
  std::string_view blurb;
  /// Null where this program does not draw the set; another program then gives it as files (data/set_files.h).
  std::shared_ptr<const Dataset> (*make)(const OpenOptions&);
};

/// All built-in sets, in the order in which the interfaces list them.
std::span<const BuiltInSet> built_in_sets();

/// Opens `text`: the name of a built-in set, or the path of a file or folder, which data/readers/read_path.h reads; the
/// browser's programs open no paths.
///
/// Of IDX files the words of the files' names decide which files belong together, however dots and dashes separate them
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

/// Makes a data set of one IDX file of samples, of samples and labels, or of four files like MNIST's, in any order; or
/// of the files that set_files() makes of a set. The content distinguishes samples from labels. Where there are two
/// files of one kind, their names distinguish held-out files (with the word `t10k` or `test`) from training files.
Result<std::shared_ptr<const Dataset>> dataset_from_bytes(std::span<const NamedBytes> files,
                                                          const OpenOptions& options = {});

}  // namespace hourglass
