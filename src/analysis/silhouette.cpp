#include "analysis/silhouette.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "analysis/pairwise_distances.h"
#include "core/assert.h"

namespace hourglass {
namespace {

/// (b - a) / max(a, b) of a sample of group `own`, from the sums of its distances to the samples of each group.
double silhouette_of(const std::vector<double>& sums, const std::vector<double>& sizes, std::size_t own) {
  if (sizes[own] < 2) return 0;
  double other = std::numeric_limits<double>::infinity();
  for (std::size_t g = 0; g < sums.size(); ++g) {
    if (g != own && sizes[g] > 0) other = std::min(other, sums[g] / sizes[g]);
  }
  const double inside = sums[own] / (sizes[own] - 1), larger = std::max(inside, other);
  if (other == std::numeric_limits<double>::infinity() || larger == 0) return 0;
  return (other - inside) / larger;
}

}  // namespace

double silhouette(const Samples& samples, std::span<const int> groups, const Compute& compute) {
  HG_ASSERT(groups.size() == samples.count, "one group per sample");
  if (samples.count == 0) return 0;
  std::vector<double> sizes(static_cast<std::size_t>(*std::max_element(groups.begin(), groups.end())) + 1);
  for (int group : groups) ++sizes[static_cast<std::size_t>(group)];
  const PairwiseDistances distances(samples, compute);
  std::vector<float> block;
  std::vector<double> sums(sizes.size());
  double total = 0;
  for (std::uint32_t first = 0; first < samples.count; first += PairwiseDistances::kRows) {
    const std::uint32_t rows = std::min(PairwiseDistances::kRows, samples.count - first);
    distances.read(first, rows, block);
    for (std::uint32_t row = 0; row < rows; ++row) {
      std::fill(sums.begin(), sums.end(), 0.0);
      for (std::uint32_t n = 0; n < samples.count; ++n)
        sums[static_cast<std::size_t>(groups[n])] += static_cast<double>(block[std::size_t{row} * samples.count + n]);
      total += silhouette_of(sums, sizes, static_cast<std::size_t>(groups[first + row]));
    }
  }
  return total / samples.count;
}

}  // namespace hourglass
