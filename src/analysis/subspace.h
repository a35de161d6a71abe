// The subspace in which samples vary most, by orthogonal iteration: cheap steps, for callers that cannot wait for a
// whole decomposition.
#pragma once

#include <vector>

#include "core/compute.h"
#include "core/eigen.h"

namespace hourglass {

/// The `rank` leading principal directions of the samples added, to a precision that grows with the steps. Each
/// function is one slice of work; they are called in the order in which they stand here.
///
/// G. Golub and C. Van Loan, "Matrix Computations", sections 8.2.4 and 8.3.7.
class Subspace {
 public:
  Subspace() = default;
  /// `rank` is at most the features.
  Subspace(int features, int rank);
  /// Allocates memory, a part at a time (getting megabytes at once can cost more than computing with them); true once
  /// all of it is allocated. Before anything is added.
  bool grow();

  /// Takes `count` samples (features x count, sample after sample) into account: features * features * count
  /// multiply-adds, summed as floats.
  void add(const Compute& compute, const float* samples, int count);
  /// Turns the sums into mean and covariance, once all samples have been added.
  void prepare();
  /// One step: features * features * (rank + 8) multiply-adds; thirty are enough for images.
  void improve(const Compute& compute);
  /// After the last step: turns the subspace that was found to its own principal directions, of which `rank` are kept
  /// (Rayleigh and Ritz). The eight more that were carried along are what makes thirty steps enough.
  void finish(const Compute& compute);
  /// Sum of the squared errors of `count` samples rebuilt from their coordinates in the subspace.
  double squared_error(const Compute& compute, const float* samples, int count) const;

  int rank() const { return rank_; }

 private:
  Eigen::MatrixXf images_under_covariance(const Compute& compute) const;

  int features_ = 0, rank_ = 0;
  double count_ = 0;
  std::vector<float> covariance_;  ///< sums of products until `prepare`
  Eigen::VectorXf mean_;           ///< sums until then
  Eigen::MatrixXf directions_;     ///< features x (rank + 8), after `finish` features x rank
};

}  // namespace hourglass
