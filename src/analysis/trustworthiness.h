// Whether neighbours in a map are neighbours in the data: trustworthiness.
//
// J. Venna and S. Kaski 2001, "Neighborhood preservation in nonlinear projection methods: an experimental study".
#pragma once

#include "analysis/samples.h"
#include "core/compute.h"

namespace hourglass {

/// How far the `neighbours` (k) nearest samples of each sample in `map` are near it in `samples` too:
///
///   1 - 2 / (N k (2 N - 3 k - 1)) * sum over i, and over those j of the k nearest of i in `map` that are not among the
///   k nearest in `samples`, of (r(i, j) - k)
///
/// r(i, j) is the place of j among the others in order of their distance from i in `samples`, the nearest first, from 1
/// on; of equal distances the first sample counts as nearer. 1 where all neighbourhoods are kept, about 0.5 by chance.
/// Both hold the same samples in the same order; k is at least 1 and below N / 2. Costs 2 N^2 distances.
double trustworthiness(const Samples& samples, const Samples& map, int neighbours, const Compute& compute);

}  // namespace hourglass
