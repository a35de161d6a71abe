// Codes in files, as `encode` writes and `decode` reads them.
#pragma once

#include <string>

#include "analysis/samples.h"
#include "core/error.h"
#include "session/model.h"

namespace hourglass {

/// Refuses a path that does not end in .npy or .csv (argument-not-a-choice) or that cannot be written.
Status check_code_path(const std::string& path);

/// Writes codes: to .npy an array (count, code size) of 32-bit floats; to .csv a header ("code 1", ..., and "label"
/// where samples have labels) and one row per code, with digits that read back the same.
Status write_codes(const std::string& path, const Model& model, const Samples& codes);

/// Reads codes for a model from such a file. The content tells the format. A table may lack the header, may have any
/// separator, and its column "label" may stand anywhere; labels are names or numbers. Codes of another size are refused
/// (data-shape-mismatch), as are values that are not finite (array-not-finite) or no numbers (data-bad-value), labels
/// that the model does not know (data-bad-label), rows of another length (data-bad-row), other files
/// (file-unsupported), and whatever the readers of both formats refuse.
Result<Samples> read_codes(const std::string& path, const Model& model);

}  // namespace hourglass
