// The plane in which samples vary most, by orthogonal iteration: cheap steps, for those who cannot wait for a whole
// decomposition.
#pragma once

#include <vector>

#include "core/compute.h"

namespace hourglass {

/// The `rank` leading principal directions of samples with this covariance, to a precision that grows with the steps.
///
/// G. Golub and C. Van Loan, "Matrix Computations", section 8.2.4.
class Subspace {
 public:
  Subspace() = default;
  /// `covariance` is features x features, symmetric; `mean` has `features` values; `rank` is at most the features.
  Subspace(const std::vector<double>& covariance, const std::vector<double>& mean, int rank);

  /// One step: features * features * rank multiply-adds.
  void improve(const Compute& compute);
  /// Adds up the squared errors of `count` samples (features x count, sample after sample) rebuilt from their
  /// coordinates in the plane.
  double squared_error(const Compute& compute, const float* samples, int count) const;

  int rank() const { return rank_; }

 private:
  void orthonormalise();

  int features_ = 0, rank_ = 0;
  std::vector<float> covariance_, mean_, directions_, next_;
};

}  // namespace hourglass
