// A model: a network's settings and weights, as they are saved, loaded, evaluated and trained further.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/buffer.h"
#include "core/error.h"
#include "core/real.h"
#include "core/shape.h"
#include "data/description.h"
#include "nn/tensor_order.h"
#include "session/settings.h"
#include "session/validation.h"

namespace hourglass {

struct Model {
  Settings settings;
  Shape input = {28, 28, 1};
  DataDescription description;   ///< of the data that it learnt from
  std::uint64_t step = 0;        ///< optimiser steps done
  Buffer<Real> parameters;       ///< all weights, biases and running statistics, in the order of model_tensors
  Buffer<Real> optimiser_state;  ///< the optimiser's moments; empty if the model is not meant to be resumed
  // Set only in a model that is meant to be resumed, of a run with a validation part:
  ValidationState validation;
  Buffer<Real> best_parameters;  ///< the parameters after the epoch with the least validation loss
};

/// What the reconstruction loss of a sample is measured in: numbers as the setting `loss` says, categories in nats.
std::string loss_unit(const Model& model);

/// 64-bit FNV-1a hash of all parameters' bits (any NaN as one and the same), as 16 hexadecimal digits.
std::string weights_hash(const Model& model);

/// One tensor of a model: its readable name, its shape as in PyTorch, and the place and order of its values.
struct TensorSlot {
  std::string name;  ///< such as "encoder.0.weight"
  std::vector<int> shape;
  std::size_t offset, size;  ///< in Model::parameters
  TensorOrder order;         ///< the order of the values in Model::parameters
  bool trainable = true;     ///< false for values without optimiser moments, such as running statistics
};
/// The tensors of the network that settings and shape describe, in the order of Model::parameters. Refuses settings and
/// shape that do not fit together.
Result<std::vector<TensorSlot>> model_tensors(const Settings& settings, Shape input);
/// The size of Model::parameters: the tensors' values and the zeros that pad each tensor to a cache line.
Result<std::size_t> parameter_count(const Settings& settings, Shape input);
/// Values per code: the setting `latent`, or the size of the grid if the code is a grid of vectors. 0 if settings and
/// shape do not fit together.
int code_size(const Model& model);
/// Number of optimiser states per parameter (Adam: 2). State k of all parameters begins at k * parameters.size() in
/// Model::optimiser_state.
int optimiser_states(const Settings& settings);

}  // namespace hourglass
