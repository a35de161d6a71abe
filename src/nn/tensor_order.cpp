#include "nn/tensor_order.h"

#include "core/assert.h"

namespace hourglass {

std::vector<std::size_t> strides_in_memory(const std::vector<int>& shape, const TensorOrder& order) {
  HG_ASSERT(order.axes.empty() || order.axes.size() == shape.size(), "a tensor's order must name each of its axes");
  std::vector<std::size_t> strides(shape.size());
  std::size_t stride = 1;
  for (std::size_t i = shape.size(); i-- > 0;) {
    const std::size_t axis = order.axes.empty() ? i : static_cast<std::size_t>(order.axes[i]);
    strides[axis] = stride;
    stride *= static_cast<std::size_t>(shape[axis]);
  }
  return strides;
}

}  // namespace hourglass
