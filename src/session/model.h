// A network's settings and numbers, as they are saved, loaded, evaluated and trained further.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/buffer.h"
#include "core/error.h"
#include "core/real.h"
#include "core/shape.h"
#include "nn/tensor_order.h"
#include "session/settings.h"
#include "session/validation.h"

namespace hourglass {

struct Model {
  Settings settings;
  Shape input = {28, 28, 1};
  std::uint64_t step = 0;        ///< optimiser steps done
  Buffer<Real> parameters;       ///< all weights, biases and running statistics, in the layout that its settings build
  Buffer<Real> optimiser_state;  ///< the optimiser's moments; empty in a model that is not for resuming
  // Only of a run with a validation part that is to be resumed:
  ValidationState validation;
  Buffer<Real> best_parameters;  ///< those of the epoch with the least validation loss; else empty
};

/// 64-bit FNV-1a hash of all parameters' bits (any NaN as one and the same), as 16 hexadecimal digits.
std::string weights_hash(const Model& model);

/// One tensor of a model: its readable name, PyTorch's shape (row-major), and the place and order of its values.
struct TensorSlot {
  std::string name;  ///< such as "encoder.0.weight"
  std::vector<int> shape;
  std::size_t offset, size;  ///< in Model::parameters
  TensorOrder order;         ///< their order there
  bool trainable = true;     ///< false for running statistics and the like, which no optimiser has moments for
};
/// The tensors of the network that settings and shape describe, in the buffer's order. Refused where they do not fit
/// together.
Result<std::vector<TensorSlot>> model_tensors(const Settings& settings, Shape input);
/// Reals in Model::parameters: the tensors and the zeros that pad each to a cache line.
Result<std::size_t> parameter_count(const Settings& settings, Shape input);
/// Values per code: the setting `latent`, or what the grid of a code with places has. 0 where settings and shape do not
/// fit together.
int code_size(const Model& model);
/// Values of optimiser state for each parameter (Adam: 2): state k of all parameters lies at k * parameters.size().
int optimiser_states(const Settings& settings);

}  // namespace hourglass
