// The dot product of two short rows of floats.
#pragma once

#include <cstddef>

namespace hourglass {

/// In eight sums, so that the compiler may keep them in vectors without reordering anything.
inline float dot(const float* a, const float* b, std::size_t size) {
  float sums[8] = {};
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    for (std::size_t k = 0; k < 8; ++k) sums[k] += a[i + k] * b[i + k];
  }
  for (; i < size; ++i) sums[0] += a[i] * b[i];
  float total = 0;
  for (float sum : sums) total += sum;
  return total;
}

}  // namespace hourglass
