#include "analysis/trustworthiness.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "analysis/pairwise_distances.h"
#include "core/assert.h"

namespace hourglass {
namespace {

using Indices = std::vector<std::uint32_t>;

/// Puts the `sorted` samples nearest to sample `own` first, itself not among them.
void nearest_first(const float* distances, std::uint32_t own, std::size_t sorted, Indices& order) {
  std::iota(order.begin(), order.end(), 0u);
  std::swap(order[own], order.back());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(sorted), order.end() - 1,
                    [&](std::uint32_t a, std::uint32_t b) {
                      return distances[a] != distances[b] ? distances[a] < distances[b] : a < b;
                    });
}

}  // namespace

double trustworthiness(const Samples& samples, const Samples& map, int neighbours, const Compute& compute) {
  HG_ASSERT(samples.count == map.count, "a map has the same samples");
  HG_ASSERT(neighbours > 0 && 2 * static_cast<std::uint32_t>(neighbours) < samples.count, "too many neighbours");
  const PairwiseDistances far(samples, compute), near(map, compute);
  const std::uint32_t count = samples.count;
  const auto k = static_cast<std::size_t>(neighbours);
  std::vector<float> far_block, near_block;
  Indices order(count), places(count);
  double penalty = 0;
  for (std::uint32_t first = 0; first < count; first += PairwiseDistances::kRows) {
    const std::uint32_t rows = std::min(PairwiseDistances::kRows, count - first);
    far.read(first, rows, far_block);
    near.read(first, rows, near_block);
    for (std::uint32_t row = 0; row < rows; ++row) {
      const std::size_t at = std::size_t{row} * count;
      nearest_first(far_block.data() + at, first + row, count - 1, order);
      for (std::uint32_t place = 0; place + 1 < count; ++place) places[order[place]] = place + 1;
      nearest_first(near_block.data() + at, first + row, k, order);
      for (std::size_t i = 0; i < k; ++i) {
        if (places[order[i]] > k) penalty += static_cast<double>(places[order[i]] - k);
      }
    }
  }
  const double n = count, size = static_cast<double>(k);
  return 1 - 2 / (n * size * (2 * n - 3 * size - 1)) * penalty;
}

}  // namespace hourglass
