// Groups of samples as the components of a Gaussian mixture with full covariances: groups that are long, wide or
// slanted, where k-means finds round ones. (analysis/mixture.h has diagonal covariances and is for drawing codes.)
#pragma once

#include <span>
#include <vector>

#include "analysis/samples.h"
#include "core/compute.h"

namespace hourglass {

struct GaussianGroupsOptions {
  int iterations = 100;
  double least_gain = 1e-3;  ///< nats per sample; an iteration that gains less is the last
  /// Of the features' mean variance: added to the variances of each component, so that none collapses to a point.
  double least_variance = 1e-6;
};

struct GaussianGroups {
  std::vector<double> weights;      ///< K, which sum to 1
  std::vector<double> means;        ///< [component][feature]
  std::vector<double> covariances;  ///< [component][feature][feature]
  std::vector<int> groups;          ///< of each sample, the component with the largest share in it
  double log_likelihood = 0;        ///< mean of ln p(x), in nats per sample
  int iterations = 0;
};

/// More features than this take too long: the cost grows with their square.
inline constexpr int kMostGaussianFeatures = 128;

/// Fits p(x) = sum over k of weight_k N(x; mean_k, covariance_k) by expectation-maximisation, beginning with `first`, a
/// group (0 .. count - 1) for each sample, such as those of k-means:
///
///   expectation:  r_nk = weight_k N(x_n; k) / p(x_n)
///   maximisation: weight_k = sum r_nk / N,  mean_k = sum r_nk x_n / sum r_nk,
///                 covariance_k = sum r_nk (x_n - mean_k) (x_n - mean_k)^T / sum r_nk + least_variance
///
/// At most kMostGaussianFeatures features. Deterministic for any number of threads: in double, with sums over the
/// samples in order and the engine's own exp and log. A. Dempster, N. Laird and D. Rubin 1977, "Maximum likelihood from
/// incomplete data via the EM algorithm".
GaussianGroups fit_gaussian_groups(const Samples& samples, std::span<const int> first, int count,
                                   const GaussianGroupsOptions& options, const Compute& compute);

}  // namespace hourglass
