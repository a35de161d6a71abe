// The one table of error codes: every refusal a user can meet, with what to try next.
#pragma once

#include <string_view>

namespace hourglass {

/// What was wrong: something that turned up while the program ran, or what it was asked for.
enum class ErrorKind { kRun, kUsage };

/// One row: the stable code that programs match on, and the advice that ends the sentence people read.
struct ErrorCodeRow {
  std::string_view name;
  std::string_view advice;
  ErrorKind kind = ErrorKind::kRun;
};

inline constexpr ErrorCodeRow kErrorCodes[] = {
    // files in general
    {"file-not-found", "check the path and its spelling"},
    {"file-unreadable", "check that it is a file and that you may read it"},
    {"file-unwritable", "check that the folder exists, is writable, and has room"},
    {"file-unknown-format", "give a file of a known format, or a built-in set such as digits"},
    {"file-over-budget", "use a smaller file or fewer samples"},
    {"file-truncated", "download or write the file again"},
    {"file-corrupt", "download or write the file again"},
    {"file-unsupported", "convert it to a more common form"},
    {"file-empty", "give a file with at least one sample"},
    // files of another format than the one asked for
    {"file-lfs-pointer", "fetch the file itself, with git lfs pull or from the repository's download link"},
    {"file-html", "open the address in a browser and save the file that its page links to"},
    {"file-archive", "unpack it and give the file inside"},
    {"file-gzip", "unpack it once and give what is inside"},
    {"file-npy", "write the values as an IDX file of unsigned bytes"},
    {"file-picture", "give an IDX file, which holds all images of a set"},
    {"file-model", "open it as a model"},
    {"file-data", "open it as data"},
    {"data-not-drawn", "draw the set first, as the page and the package do"},
    {"data-several-sets", "give the path of one file of training images"},
    // gzip
    {"gzip-truncated", "download or compress the file again"},
    {"gzip-corrupt", "download or compress the file again"},
    {"gzip-over-budget", "unpack it yourself and check that it holds what you expect"},
    {"gzip-trailing-bytes", "remove what follows the compressed data"},
    {"gzip-not-unpacked", "unpack it first, as await engine.unpack(data) does"},
    // IDX
    {"idx-truncated", "download or write the file again"},
    {"idx-bad-magic", "check that this is an IDX file"},
    {"idx-bad-type", "write the labels as whole numbers"},
    {"idx-bad-dimensions", "images need three dimensions (count, height, width), labels one (count)"},
    {"idx-empty", "give a file with at least one item"},
    {"idx-over-budget", "use fewer or smaller images"},
    {"idx-trailing-bytes", "remove what follows the last item, or correct the count"},
    // safetensors
    {"safetensors-truncated", "save or download the model again"},
    {"safetensors-bad-header", "save or download the model again"},
    {"safetensors-bad-json", "save or download the model again"},
    {"safetensors-too-deep", "save or download the model again"},
    {"safetensors-bad-dtype", "save the tensors as F32"},
    {"safetensors-bad-shape", "save or download the model again"},
    {"safetensors-bad-offsets", "save or download the model again"},
    {"safetensors-duplicate-name", "give every tensor its own name"},
    {"safetensors-over-budget", "use a smaller model"},
    {"model-not-hourglass", "open a file that Hourglass saved"},
    {"model-newer-version", "open it with a newer Hourglass"},
    {"model-missing-tensor", "save the model again; this file lacks a part"},
    {"model-unknown-tensor", "save the model again; this file holds a tensor its settings do not name"},
    {"model-wrong-shape", "save the model again; its tensors do not fit its settings"},
    {"model-not-finite", "open an earlier save; this one holds values that are not numbers"},
    {"compressed-other-model", "give the model that compressed it"},
    {"compressed-newer-version", "use a newer Hourglass"},
    {"description-bad-text", "save or write it again"},
    {"description-does-not-fit", "save or write it again"},
    {"model-not-resumable", "save with the optimiser's state to be able to continue"},
    // settings
    {"setting-unknown", "see the list of settings", ErrorKind::kUsage},
    {"setting-not-a-number", "give a plain number in digits, such as 16 or 0.001", ErrorKind::kUsage},
    {"setting-out-of-range", "choose a value inside the range", ErrorKind::kUsage},
    {"setting-not-a-choice", "choose one of the names listed", ErrorKind::kUsage},
    {"setting-bad-list", "give whole numbers separated by commas, such as 512,256", ErrorKind::kUsage},
    {"setting-does-not-fit", "change this setting or the one that it does not fit", ErrorKind::kUsage},
    {"setting-needs-reset", "reset the run to apply it", ErrorKind::kUsage},
    {"setting-given-twice", "give each setting once", ErrorKind::kUsage},
    // data, arrays and runs
    {"data-shape-mismatch", "use data of the shape the model was built for"},
    {"data-no-labels", "use data with labels, or settings that need none"},
    {"data-no-factors", "use shapes or faces, whose factors are known"},
    {"data-no-such-class", "choose a label that the training images have"},
    {"data-too-few", "use at least two images, or put a file of test images beside them"},
    {"data-no-samples", "name the arrays x_train, y_train, x_test and y_test"},
    {"data-no-such-column", "choose one of the columns"},
    {"data-bad-row", "correct this line"},
    {"data-bad-value", "correct this value"},
    {"data-bad-label", "number the classes from 0"},
    {"data-count-mismatch", "use the labels that belong to these samples"},
    {"data-split-mismatch", "use test samples of the same kind and shape as the training samples"},
    {"array-wrong-length", "pass an array of the expected length"},
    {"array-not-finite", "pass finite numbers only"},
    {"array-out-of-range", "pass numbers inside the range only"},
    {"diverged", "try a tenth of the learning rate"},
    {"interrupted", "run the command again"},
    {"option-unsupported", "choose another option on this machine", ErrorKind::kUsage},
    {"out-of-memory", "use a smaller network, batch or data set"},
    // arguments of a call or a command
    {"argument-unknown", "see the list of options", ErrorKind::kUsage},
    {"argument-wrong-type", "pass a value of the expected type", ErrorKind::kUsage},
    {"argument-out-of-range", "choose a value inside the range", ErrorKind::kUsage},
    {"argument-not-a-choice", "choose one of the names listed", ErrorKind::kUsage},
    {"argument-bad-list", "give whole numbers separated by commas, such as 1,5", ErrorKind::kUsage},
    {"bad-usage", "see --help"},
    // JavaScript and the page
    {"session-disposed", "create a new session"},
    {"already-training", "pause the run first"},
    {"aborted", "call again without aborting the signal"},
    {"simd-missing", "use a browser with WebAssembly SIMD"},
    {"wasm-failed", "load the page again, or use another browser"},
    {"worker-failed", "load the page again, or use another browser"},
    {"engine-failed", "report what led to it"},
    {"program-unreachable", "check that all files of the site are there"},
    {"link-not-understood", "compare the link's keys and values with the settings of this version"},
    {"frame-missing", "name the address of Hourglass's files in the attribute site"},
    {"model-bad-address", "give an address that begins with https:// or http://"},
    {"model-unreachable", "check that its server runs and lets other sites read it"},
    {"data-bad-address", "give an address that begins with https:// or http://"},
    {"data-unreachable", "check that its server runs and lets other sites read it"},
};

/// A code from the table. A name that the table lacks does not compile.
class ErrorCode {
 public:
  consteval ErrorCode(const char* name) : row_(find(name)) {}

  constexpr std::string_view name() const { return kErrorCodes[row_].name; }
  constexpr std::string_view advice() const { return kErrorCodes[row_].advice; }
  constexpr ErrorKind kind() const { return kErrorCodes[row_].kind; }
  constexpr bool operator==(const ErrorCode&) const = default;

 private:
  static consteval int find(std::string_view name) {
    for (int i = 0; i < static_cast<int>(std::size(kErrorCodes)); ++i) {
      if (kErrorCodes[i].name == name) return i;
    }
    return the_table_has_no_such_row();
  }
  static int the_table_has_no_such_row();  ///< declared only: no constant may depend on it, so the compiler stops here
  int row_;
};

}  // namespace hourglass
