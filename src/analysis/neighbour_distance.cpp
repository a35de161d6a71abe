#include "analysis/neighbour_distance.h"

#include <algorithm>
#include <cmath>

#include "analysis/image_metrics.h"
#include "analysis/neighbours.h"

namespace hourglass {

std::vector<double> neighbour_distances(const Samples& among, const Samples& queries, int count,
                                        const Compute& compute) {
  const std::uint32_t own = std::min(static_cast<std::uint32_t>(count), among.count);
  const auto nearest = nearest_neighbours(among, queries, static_cast<int>(own), compute);
  const auto features = static_cast<std::size_t>(among.features);
  std::vector<double> distances;
  for (std::uint32_t n = 0; n < queries.count; ++n) {
    const std::uint32_t last = nearest[std::size_t{n} * own + own - 1];
    distances.push_back(std::sqrt(squared_error({queries.sample(n), features}, {among.sample(last), features})));
  }
  return distances;
}

}  // namespace hourglass
