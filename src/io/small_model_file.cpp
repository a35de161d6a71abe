#include "io/small_model_file.h"

#include <utility>

#include "core/assert.h"
#include "io/quantised_rows.h"

namespace hourglass {
namespace {

/// Appends the tensor, with its scales where it has some.
void append_as(WeightType type, Tensor tensor, std::vector<Tensor>& tensors) {
  if (!is_stored_smaller(tensor.shape.size()) || type == WeightType::kF32) {
    tensors.push_back(std::move(tensor));
    return;
  }
  if (type == WeightType::kF16) {
    tensor.type = TensorType::kF16;
    tensors.push_back(std::move(tensor));
    return;
  }
  QuantisedRows rows = quantise_rows(tensor.values, static_cast<std::size_t>(tensor.shape[0]));
  Tensor scales{scale_name(tensor.name), {tensor.shape[0]}, std::move(rows.scales)};
  tensor.type = TensorType::kI8;
  tensor.values = std::move(rows.wholes);
  tensors.push_back(std::move(tensor));
  tensors.push_back(std::move(scales));
}

}  // namespace

std::vector<std::byte> to_small_model_file(const Model& model, WeightType type) {
  Model used = model;
  used.optimiser_state = {};
  used.best_parameters = {};
  used.validation = {};
  TensorFile file = to_tensor_file(used);
  for (Tensor& tensor : std::exchange(file.tensors, {})) append_as(type, std::move(tensor), file.tensors);
  return to_safetensors(file);
}

Model with_weights_as(const Model& model, WeightType type) {
  Result<Model> read = parse_model_file(to_small_model_file(model, type), "the model");
  HG_ASSERT(read, "a file that was just written is read");
  return std::move(*read);
}

}  // namespace hourglass
