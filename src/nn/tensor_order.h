// The order of a tensor's axes in memory, where files have another one.
#pragma once

#include <cstddef>
#include <vector>

namespace hourglass {

/// The axes of a tensor's shape as they are nested in memory, from the outermost to the one whose values are
/// neighbours. Empty: memory is row-major in the shape itself.
struct TensorOrder {
  std::vector<int> axes;
};

/// How far apart neighbours along each axis of `shape` lie in memory. `order` must be empty or name each axis once.
std::vector<std::size_t> strides_in_memory(const std::vector<int>& shape, const TensorOrder& order);

/// Calls body(place) with the place in memory of every value of the tensor, in the order of files.
template <class Body>
void for_each_place(const std::vector<int>& shape, const TensorOrder& order, const Body& body) {
  const std::vector<std::size_t> strides = strides_in_memory(shape, order);
  std::size_t size = 1, place = 0;
  for (int length : shape) size *= static_cast<std::size_t>(length);
  std::vector<int> index(shape.size());
  for (std::size_t i = 0; i < size; ++i) {
    body(place);
    // Counts up by one, as an odometer does: the last axis turns fastest.
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      place += strides[axis];
      if (++index[axis] < shape[axis]) break;
      place -= strides[axis] * static_cast<std::size_t>(shape[axis]);
      index[axis] = 0;
    }
  }
}

}  // namespace hourglass
