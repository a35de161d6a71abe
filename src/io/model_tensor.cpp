#include "io/model_tensor.h"

#include "core/assert.h"

namespace hourglass {

Tensor to_tensor(std::string name, const TensorSlot& slot, const Real* buffer) {
  Tensor tensor{std::move(name), {slot.shape.begin(), slot.shape.end()}, {}};
  tensor.values.reserve(slot.size);
  for_each_place(slot.shape, slot.order,
                 [&](std::size_t place) { tensor.values.push_back(static_cast<float>(buffer[slot.offset + place])); });
  return tensor;
}

void from_tensor(const Tensor& tensor, const TensorSlot& slot, Real* buffer) {
  HG_ASSERT(tensor.values.size() == slot.size, "a tensor's size must have been checked");
  const float* value = tensor.values.data();
  for_each_place(slot.shape, slot.order, [&](std::size_t place) { buffer[slot.offset + place] = *value++; });
}

}  // namespace hourglass
