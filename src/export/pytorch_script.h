// A model as a script for PyTorch.
#pragma once

#include "export/export_model.h"

namespace hourglass {

/// A class Autoencoder, a torch.nn.Module with encode, decode and reconstruct, which reads the weights from the model's
/// safetensors file. Needs torch and numpy alone. Channels come first, as in ONNX files.
Result<std::vector<std::byte>> pytorch_script(const ExportPlan& plan, const ExportOptions& options);

}  // namespace hourglass
