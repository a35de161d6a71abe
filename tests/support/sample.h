// Reads one sample of a data set.
#pragma once

#include <vector>

#include "data/dataset.h"

namespace hourglass {

inline std::vector<float> sample_of(const Dataset& set, Split split, std::uint32_t index) {
  std::vector<float> values(static_cast<std::size_t>(set.shape().features()));
  set.read(split, index, values.data());
  return values;
}

}  // namespace hourglass
