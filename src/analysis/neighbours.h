// Which samples lie nearest, in pixels or in codes.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/samples.h"
#include "core/compute.h"
#include "core/error.h"

namespace hourglass {

/// The `count` samples of `among` nearest to each query by Euclidean distance, nearest first; of equally near ones the
/// first. Element q * count + i; count is at most among.count.
std::vector<std::uint32_t> nearest_neighbours(const Samples& among, const Samples& queries, int count,
                                              const Compute& compute);

/// For each query the label most frequent among the `count` nearest samples of `among`, or among all where there are
/// fewer; of equally frequent ones that of the nearest. T. Cover and P. Hart 1967, "Nearest neighbor pattern
/// classification".
std::vector<int> classify_by_neighbours(const Samples& among, const Samples& queries, int count,
                                        const Compute& compute);

/// Share of `held_out` whose label is not the one that classify_by_neighbours finds among the training samples. Refuses
/// samples without labels (data-no-labels).
Result<double> neighbour_error(const Samples& training, const Samples& held_out, int count, const Compute& compute);

}  // namespace hourglass
