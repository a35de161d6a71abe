// Converts a tensor between a model's buffer, where values have the order that the layers use, and a file, where they
// are row-major as in PyTorch.
#pragma once

#include <string>

#include "io/safetensors.h"
#include "session/model.h"

namespace hourglass {

/// Reads the tensor of `slot` from `buffer`, which holds all parameters, or one optimiser state of all parameters.
Tensor to_tensor(std::string name, const TensorSlot& slot, const Real* buffer);
/// Writes a file's tensor into `buffer`. The tensor must have the slot's shape.
void from_tensor(const Tensor& tensor, const TensorSlot& slot, Real* buffer);

}  // namespace hourglass
