// Cleans files of one's own with a trained model.
#pragma once

#include <string>

#include "cli/output.h"
#include "session/model_runner.h"

namespace hourglass {

struct DenoiseFileOptions {
  std::string input, output;
  bool fill_missing = false;  ///< of tables: values that are there stay as they are
};

/// Writes the model's reconstruction of the samples of `options.input` to `options.output`, in the format of that
/// name's ending (io/sample_formats.h). A sound may have any length: windows of the model's length that overlap by half
/// are cleaned and joined. Returns the exit code.
int denoise_file(const Output& output, const DenoiseFileOptions& options, const Model& model, ModelRunner& runner);

}  // namespace hourglass
