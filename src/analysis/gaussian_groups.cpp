#include "analysis/gaussian_groups.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/assert.h"
#include "core/eigen.h"
#include "core/math.h"

namespace hourglass {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr double kLogTwoPi = 1.8378770664093453;
/// Samples per task of the expectation, and those whose densities are computed side by side.
constexpr std::uint32_t kPart = 1024, kBlock = 64;
/// A smaller share of a sample in a component is left out of the component's sums.
constexpr double kLeastShare = 1e-10;
/// The logarithm of no density at all, and what exp still takes.
constexpr double kNoDensity = -1e30, kLeastExponent = -80;

double log_of(double x) { return static_cast<double>(math::log(static_cast<float>(x))); }

/// A component's density, ready for evaluation: ln p(x) = constant - |P (x - mean)|^2 / 2.
struct Density {
  Matrix inverse_root;  ///< P, the inverse of the covariance's lower Cholesky factor
  double constant = 0;
};

class Expectation {
 public:
  Expectation(const Samples& samples, const GaussianGroupsOptions& options, int count, const Compute& compute)
      : samples_(samples),
        options_(options),
        features_(static_cast<std::size_t>(samples.features)),
        count_(static_cast<std::size_t>(count)),
        compute_(compute),
        shares_(samples.count * count_),
        densities_(count_) {
    const std::vector<double> deviation = feature_statistics(samples).deviation;
    added_ = std::max(options.least_variance / samples.features *
                          std::inner_product(deviation.begin(), deviation.end(), deviation.begin(), 0.0),
                      1e-30);
    result_.weights.resize(count_);
    result_.means.resize(count_ * features_);
    result_.covariances.resize(count_ * features_ * features_);
  }

  GaussianGroups run(std::span<const int> first) {
    for (std::uint32_t n = 0; n < samples_.count; ++n) shares_[n * count_ + static_cast<std::size_t>(first[n])] = 1;
    double before = -std::numeric_limits<double>::infinity();
    for (; result_.iterations < options_.iterations; ++result_.iterations) {
      maximise();
      expect();
      if (result_.log_likelihood - before < options_.least_gain) break;
      before = result_.log_likelihood;
    }
    for (std::uint32_t n = 0; n < samples_.count; ++n) {
      const double* row = shares_.data() + n * count_;
      result_.groups.push_back(static_cast<int>(std::max_element(row, row + count_) - row));
    }
    return std::move(result_);
  }

 private:
  void maximise() {
    compute_.pool().run(static_cast<int>(count_), [&](int k, Real*) { maximise(static_cast<std::size_t>(k)); });
  }

  /// Weight, mean, covariance and density of one component. One that has no share in any sample stays as it is.
  void maximise(std::size_t k) {
    std::vector<double> mean(features_), apart(features_);
    double weight = 0;
    for (std::uint32_t n = 0; n < samples_.count; ++n) {
      const double share = shares_[n * count_ + k];
      if (share < kLeastShare) continue;
      weight += share;
      for (std::size_t i = 0; i < features_; ++i) mean[i] += share * static_cast<double>(samples_.sample(n)[i]);
    }
    if (weight < kLeastShare) return;
    result_.weights[k] = weight / samples_.count;
    for (double& value : mean) value /= weight;
    Matrix covariance = Matrix::Zero(samples_.features, samples_.features);
    for (std::uint32_t n = 0; n < samples_.count; ++n) {
      const double share = shares_[n * count_ + k] / weight;
      if (shares_[n * count_ + k] < kLeastShare) continue;
      for (std::size_t i = 0; i < features_; ++i) apart[i] = static_cast<double>(samples_.sample(n)[i]) - mean[i];
      for (std::size_t i = 0; i < features_; ++i) {
        double* row = covariance.data() + i * features_;
        const double factor = share * apart[i];
        for (std::size_t j = 0; j <= i; ++j) row[j] += factor * apart[j];
      }
    }
    keep(k, mean, covariance);
  }

  void keep(std::size_t k, const std::vector<double>& mean, Matrix& covariance) {
    covariance.diagonal().array() += added_;
    covariance.triangularView<Eigen::StrictlyUpper>() = covariance.transpose();
    std::copy(mean.begin(), mean.end(), result_.means.begin() + static_cast<std::ptrdiff_t>(k * features_));
    std::copy(covariance.data(), covariance.data() + covariance.size(),
              result_.covariances.begin() + static_cast<std::ptrdiff_t>(k * features_ * features_));
    Eigen::LLT<Matrix> root(covariance);
    // Rounding alone can take a covariance's definiteness away; its variances are left.
    if (root.info() != Eigen::Success) root.compute(Matrix(covariance.diagonal().asDiagonal()));
    Density& density = densities_[k];
    density.inverse_root = root.matrixL().solve(Matrix::Identity(samples_.features, samples_.features));
    density.constant = log_of(std::max(result_.weights[k], 1e-30)) - 0.5 * kLogTwoPi * samples_.features;
    for (Eigen::Index i = 0; i < samples_.features; ++i) density.constant += log_of(density.inverse_root(i, i));
  }

  void expect() {
    std::vector<double> sums((samples_.count + kPart - 1) / kPart);
    compute_.pool().run(static_cast<int>(sums.size()), [&](int task, Real*) {
      const std::uint32_t begin = static_cast<std::uint32_t>(task) * kPart;
      const std::uint32_t end = std::min(samples_.count, begin + kPart);
      double& sum = sums[static_cast<std::size_t>(task)];
      for (std::uint32_t first = begin; first < end; first += kBlock) {
        const std::uint32_t size = std::min(kBlock, end - first);
        for (std::size_t k = 0; k < count_; ++k) write_densities(k, first, size);
        for (std::uint32_t n = first; n < first + size; ++n) sum += normalise(shares_.data() + n * count_);
      }
    });
    result_.log_likelihood = std::accumulate(sums.begin(), sums.end(), 0.0) / samples_.count;
  }

  /// ln (weight_k N(x; k)) of a block of samples, into shares_. Features lie one after the other, each with the values
  /// of all samples of the block, so that the block is the vector.
  void write_densities(std::size_t k, std::uint32_t first, std::uint32_t size) {
    const Density& density = densities_[k];
    if (density.inverse_root.size() == 0) {  // it never had a sample
      for (std::uint32_t n = first; n < first + size; ++n) shares_[n * count_ + k] = kNoDensity;
      return;
    }
    std::vector<double> apart(features_ * kBlock), turned(kBlock), squares(kBlock);
    for (std::size_t i = 0; i < features_; ++i) {
      const double mean = result_.means[k * features_ + i];
      for (std::uint32_t b = 0; b < size; ++b)
        apart[i * kBlock + b] = static_cast<double>(samples_.sample(first + b)[i]) - mean;
    }
    for (std::size_t i = 0; i < features_; ++i) {
      std::fill(turned.begin(), turned.end(), 0.0);
      const double* row = density.inverse_root.data() + i * features_;
      for (std::size_t j = 0; j <= i; ++j) {
        for (std::size_t b = 0; b < kBlock; ++b) turned[b] += row[j] * apart[j * kBlock + b];
      }
      for (std::size_t b = 0; b < kBlock; ++b) squares[b] += turned[b] * turned[b];
    }
    for (std::uint32_t b = 0; b < size; ++b) shares_[(first + b) * count_ + k] = density.constant - 0.5 * squares[b];
  }

  /// Turns the logarithms of one sample into shares that sum to 1; ln p of it.
  double normalise(double* shares) const {
    const double largest = *std::max_element(shares, shares + count_);
    double sum = 0;
    for (std::size_t k = 0; k < count_; ++k) {
      shares[k] = static_cast<double>(math::exp(static_cast<float>(std::max(shares[k] - largest, kLeastExponent))));
      sum += shares[k];
    }
    for (std::size_t k = 0; k < count_; ++k) shares[k] /= sum;
    return largest + log_of(sum);
  }

  const Samples& samples_;
  GaussianGroupsOptions options_;
  std::size_t features_, count_;
  const Compute& compute_;
  std::vector<double> shares_;  ///< r: [sample][component]
  std::vector<Density> densities_;
  double added_ = 0;  ///< to each variance
  GaussianGroups result_;
};

}  // namespace

GaussianGroups fit_gaussian_groups(const Samples& samples, std::span<const int> first, int count,
                                   const GaussianGroupsOptions& options, const Compute& compute) {
  HG_ASSERT(samples.features <= kMostGaussianFeatures && first.size() == samples.count, "as the comment says");
  return Expectation(samples, options, count, compute).run(first);
}

}  // namespace hourglass
