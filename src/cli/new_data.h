// Reads data that a saved model has not seen, in the form that it learned.
#pragma once

#include <string>

#include "analysis/samples.h"
#include "core/error.h"
#include "session/model.h"

namespace hourglass {

/// All samples of the file or folder that `settings` name, in their order there, test files behind training files; of a
/// built-in set the held-out samples. Values are conformed to what the model learned (data/conform.h); a table needs no
/// column of labels.
Result<Samples> read_new_samples(const Model& model, const Settings& settings);

}  // namespace hourglass
