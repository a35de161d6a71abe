#include "analysis/labelled_subset.h"

#include <map>

#include "core/random.h"
#include "data/dataset.h"

namespace hourglass {

std::vector<std::uint32_t> labelled_subset(std::span<const int> labels, std::uint32_t per_class, std::uint64_t seed) {
  std::vector<std::uint32_t> order(labels.size());
  shuffled_indices({seed, Stream::kLabelledSubset, 0}, order);
  std::map<int, std::uint32_t> drawn;
  std::vector<std::uint32_t> subset;
  for (std::uint32_t n : order) {
    if (labels[n] == kNoLabel) continue;
    if (per_class > 0 && drawn[labels[n]] == per_class) continue;
    ++drawn[labels[n]];
    subset.push_back(n);
  }
  return subset;
}

}  // namespace hourglass
