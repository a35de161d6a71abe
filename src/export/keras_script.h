// A model as a script for Keras 3.
#pragma once

#include "export/export_model.h"

namespace hourglass {

/// A class Autoencoder, a keras.Model with encode, decode and reconstruct, which reads the weights from the model's
/// safetensors file. Needs keras (3 or newer, with any backend) and numpy alone. Channels come last, as in Keras.
Result<std::vector<std::byte>> keras_script(const ExportPlan& plan, const ExportOptions& options);

}  // namespace hourglass
