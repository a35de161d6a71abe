#include "analysis/measured_subset.h"

#include <algorithm>
#include <numeric>

#include "core/random.h"

namespace hourglass {

std::vector<std::uint32_t> measured_subset(std::uint32_t count, std::uint64_t seed, std::uint32_t most) {
  std::vector<std::uint32_t> indices(count);
  if (count <= most) {
    std::iota(indices.begin(), indices.end(), 0u);
    return indices;
  }
  shuffled_indices({seed, Stream::kMeasuredSubset, 0}, indices);
  indices.resize(most);
  std::sort(indices.begin(), indices.end());
  return indices;
}

}  // namespace hourglass
