// One tensor between a model's buffer, which has its values as the layers want them, and a file, which has them
// row-major as PyTorch does.
#pragma once

#include <string>

#include "io/safetensors.h"
#include "session/model.h"

namespace hourglass {

/// The tensor of `slot` out of `buffer`, a buffer of all parameters or of one state of the optimiser.
Tensor to_tensor(std::string name, const TensorSlot& slot, const Real* buffer);
/// Copies a tensor of a file into the model. The tensor must have the slot's shape.
void from_tensor(const Tensor& tensor, const TensorSlot& slot, Real* buffer);

}  // namespace hourglass
