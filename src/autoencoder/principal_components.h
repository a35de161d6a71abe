// Principal components in closed form: the best linear autoencoder there is, from one decomposition.
//
// K. Pearson 1901, "On lines and planes of closest fit to systems of points in space"; that a linear autoencoder's
// optimum spans the same plane: P. Baldi and K. Hornik 1989, "Neural networks and principal component analysis".
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "nn/layer.h"

namespace hourglass {

/// Sums of samples and of their products, from which mean and covariance follow. Samples are added piece by piece.
class Moments {
 public:
  explicit Moments(int features);

  /// Adds `count` samples (features x count). The products of up to 256 samples are summed as Real, everything beyond
  /// in double; the order depends on sizes only.
  void add(const Compute& compute, const Real* samples, int count);

  int features() const { return features_; }
  std::uint64_t count() const { return count_; }
  /// Features values.
  std::vector<double> mean() const;
  /// Features x features, symmetric, divided by the number of samples.
  std::vector<double> covariance() const;

 private:
  int features_;
  std::uint64_t count_ = 0;
  std::vector<double> sums_, products_;
  Buffer<Real> piece_;
};

/// Mean, variances and directions of a data set.
struct PrincipalComponents {
  int features = 0;                ///< D
  int count = 0;                   ///< K, directions kept
  std::vector<double> mean;        ///< D
  std::vector<double> variances;   ///< all D, largest first, never negative (population: divided by N)
  std::vector<double> directions;  ///< D x K, one unit vector after the other; of each the largest entry is positive
};

/// The eigendecomposition of the covariance (Eigen's, in double) in three pieces of about equal work, so that a caller
/// on the interface's thread can stop between them; 784 features take some tenths of a second each. The same bits on
/// every machine and for any number of threads.
class PrincipalComponentsSolver {
 public:
  /// Keeps the `count` first directions (at most the features).
  PrincipalComponentsSolver(const Moments& moments, int count);
  ~PrincipalComponentsSolver();

  static constexpr int kPieces = 3;
  /// Pieces 0 .. kPieces - 1, in order.
  void run_piece(int piece);
  /// After the last piece.
  const PrincipalComponents& components() const { return components_; }

 private:
  struct State;
  std::unique_ptr<State> state_;
  PrincipalComponents components_;
};

/// All pieces at once.
PrincipalComponents principal_components(const Moments& moments, int count);

/// Writes the components into a linear autoencoder D - K - D (`encoder.0` and `decoder.0` with weight and bias): the
/// code is the coordinates along the directions from the mean, the decoder goes back. K directions are needed.
void write_linear_autoencoder(const PrincipalComponents& components, std::span<const Parameter> slots,
                              Real* parameters);

}  // namespace hourglass
