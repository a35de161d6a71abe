// Groups of samples around centres: k-means.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/samples.h"
#include "core/compute.h"

namespace hourglass {

struct KMeansOptions {
  int count = 10;          ///< K: groups, at most as many as samples
  int restarts = 10;       ///< fits from different first centres; the one of least inertia is kept, of equals the first
  int iterations = 300;    ///< of each fit, at most
  std::uint64_t seed = 1;  ///< of the first centres
};

struct KMeans {
  std::vector<float> centres;  ///< [group][feature]
  std::vector<int> groups;     ///< of each sample, 0 .. K - 1
  double inertia = 0;          ///< sum of the squared distances of all samples to the centre of their group
  int iterations = 0;
};

/// Lloyd's iteration from given centres ([group][feature]): each sample joins the nearest centre (of equally near ones
/// the first), each centre moves to the mean of its samples. Ends when no sample changes its group, when the centres
/// move by less in all than 1e-4 of the features' mean variance (sums of squares), or after `iterations`. A centre
/// without samples moves to the sample farthest from its own centre. S. Lloyd 1982, "Least squares quantization in
/// PCM".
KMeans lloyd(const Samples& samples, std::vector<float> centres, int iterations, const Compute& compute);

/// The best of several such fits. The first centres of each are samples, drawn one after the other with probability in
/// proportion to the squared distance from the nearest of those before: D. Arthur and S. Vassilvitskii 2007,
/// "k-means++: the advantages of careful seeding". Deterministic for any number of threads: sums run in double over
/// parts of a fixed size, in order; portable arithmetic where `compute` is.
KMeans fit_k_means(const Samples& samples, const KMeansOptions& options, const Compute& compute);

}  // namespace hourglass
