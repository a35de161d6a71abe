// The distance to the nearest samples as a sign of an anomaly.
//
// S. Ramaswamy, R. Rastogi, K. Shim 2000, "Efficient algorithms for mining outliers from large data sets".
#pragma once

#include <vector>

#include "analysis/samples.h"
#include "core/compute.h"
#include "core/error.h"

namespace hourglass {

/// Euclidean distance of each query to the `count`-th nearest sample of `among`; to the farthest where there are fewer.
std::vector<double> neighbour_distances(const Samples& among, const Samples& queries, int count,
                                        const Compute& compute);

}  // namespace hourglass
