// A Gaussian mixture fitted to codes, from which new codes are drawn.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/random.h"

namespace hourglass {

/// p(x) = sum over K components of weight_k * N(x; mean_k, diag(deviation_k^2)), with `features` values per x.
struct Mixture {
  int features = 0;
  std::vector<float> weights;            ///< K, which sum to 1
  std::vector<float> means, deviations;  ///< [component][feature]; deviations are above 0

  int components() const { return static_cast<int>(weights.size()); }
};

/// One draw: a component, then its normal distribution with deviations multiplied by `temperature` (0: its mean). Uses
/// exactly K + features numbers of `random`, and takes the component k with the least -ln(u_k) / weight_k (an
/// exponential race), so that the same numbers rarely choose another component where the weights change little. Empty
/// where the mixture has no components.
std::vector<float> draw(const Mixture& mixture, Random& random, float temperature);

/// Fits a mixture by expectation-maximisation, in pieces of the caller's size.
///
///   expectation:  r_nk = weight_k N(x_n; k) / sum over j of weight_j N(x_n; j)
///   maximisation: weight_k = sum r_nk / N,  mean_k = sum r_nk x_n / sum r_nk,
///                 deviation_k^2 = sum r_nk (x_n - mean_k)^2 / sum r_nk
///
/// The likelihood never falls. Deterministic, in scalar arithmetic: sums in double, in the samples' order, with the
/// engine's own exp and log.
/// A. Dempster, N. Laird and D. Rubin 1977, "Maximum likelihood from incomplete data via the EM algorithm". The means
/// begin at samples chosen with probability in proportion to the squared distance from those chosen before: D. Arthur
/// and S. Vassilvitskii 2007, "k-means++: the advantages of careful seeding".
/// Deviations from the papers: a variance is at least kLeastVariance of the feature's own (the best under that bound,
/// so the likelihood still never falls), and a component that explains nothing stays as it is.
class MixtureFit {
 public:
  static constexpr double kLeastVariance = 1e-3;

  /// `samples` hold features values each and must outlive the fit. `seed` chooses the first means. Where sizes fit, the
  /// components of `before` are the starting point, so that a fit stays close to that of slowly moving samples; those
  /// of next to no weight start from a sample again.
  MixtureFit(std::span<const float> samples, int features, int components, std::uint64_t seed,
             const Mixture& before = {});

  /// Takes the next `count` samples into account; true when that completed an iteration.
  bool advance(std::size_t count);
  /// Completes the current iteration. False once iterations gain next to nothing.
  bool improve();

  const Mixture& mixture() const { return mixture_; }
  /// Nats per sample, of the mixture that the last complete iteration began with.
  double log_likelihood() const { return log_likelihood_; }
  bool gains() const { return gains_; }
  std::size_t count() const { return count_; }

 private:
  const float* sample(std::size_t n) const { return samples_.data() + n * features_; }
  void measure_spread();
  void keep(const Mixture& before, std::vector<bool>& kept);
  void seed_means(const std::vector<bool>& kept, std::uint64_t seed);
  void begin_component(std::size_t k, const float* mean);
  void begin_iteration();
  double expect(const float* x);
  void accumulate(const float* x);
  void maximise();

  std::span<const float> samples_;
  std::size_t features_ = 0, count_ = 0, next_ = 0;
  Mixture mixture_;
  std::vector<double> variance_;                          ///< of every feature over all samples
  std::vector<double> constants_, precisions_;            ///< of the iteration's densities
  std::vector<double> shares_;                            ///< r of one sample
  std::vector<double> weight_sums_, sums_, square_sums_;  ///< sums around the means that the iteration began with
  double likelihood_sum_ = 0, log_likelihood_ = 0;
  bool complete_once_ = false, gains_ = true;
};

}  // namespace hourglass
