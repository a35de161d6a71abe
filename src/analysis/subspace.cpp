#include "analysis/subspace.h"

#include <algorithm>

#include "analysis/orthonormalise.h"
#include "core/gemm.h"
#include "core/random.h"

namespace hourglass {
namespace {

/// Directions carried along beyond the rank that is wanted.
constexpr int kCarried = 8;

using Eigen::Map;
using Eigen::MatrixXf;

/// A B for A of m x k and B of k x n; rows of the product are columns of the result (n x m).
MatrixXf product(const Compute& compute, int m, int n, int k, Operand a, Operand b) {
  MatrixXf result(n, m);
  multiply(compute, {.m = m, .n = n, .k = k, .a = a, .b = b, .c = result.data()});
  return result;
}

}  // namespace

Subspace::Subspace(int features, int rank) : features_(features), rank_(std::min(rank, features)) {
  const auto size = static_cast<std::size_t>(features);
  covariance_.reserve(size * size);
  mean_.setZero(features);
  directions_.resize(features, std::min(rank + kCarried, features));
  Random random({0, Stream::kDirections, 1});
  for (float& value : directions_.reshaped()) value = random.uniform(-1, 1);
}

bool Subspace::grow() {
  constexpr std::size_t kPart = 100'000;
  const std::size_t all = static_cast<std::size_t>(features_) * static_cast<std::size_t>(features_);
  covariance_.resize(std::min(all, covariance_.size() + kPart));
  return covariance_.size() == all;
}

void Subspace::add(const Compute& compute, const float* samples, int count) {
  multiply(compute, {.m = features_,
                     .n = features_,
                     .k = count,
                     .a = transposed(samples, features_),
                     .b = rows(samples, features_),
                     .c = covariance_.data(),
                     .accumulate = Accumulate::kAdd});
  const Map<const MatrixXf> x(samples, features_, count);
  for (int n = 0; n < count; ++n) mean_ += x.col(n);
  count_ += count;
}

void Subspace::prepare() {
  const auto scale = static_cast<float>(1 / std::max(count_, 1.0));
  mean_ *= scale;
  Map<MatrixXf> covariance(covariance_.data(), features_, features_);
  covariance = covariance * scale - mean_.lazyProduct(mean_.transpose());
  orthonormalise(directions_);
}

MatrixXf Subspace::images_under_covariance(const Compute& compute) const {
  const int count = static_cast<int>(directions_.cols());
  return product(compute, count, features_, features_, rows(directions_.data(), features_),
                 rows(covariance_.data(), features_));
}

void Subspace::improve(const Compute& compute) {
  directions_ = images_under_covariance(compute);
  orthonormalise(directions_);
}

void Subspace::finish(const Compute& compute) {
  const int carried = static_cast<int>(directions_.cols());
  const MatrixXf images = images_under_covariance(compute);
  const Eigen::MatrixXd within = product(compute, carried, carried, features_, rows(images.data(), features_),
                                         transposed(directions_.data(), features_))
                                     .cast<double>();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(0.5 * (within + within.transpose()));
  // Eigen orders eigenvalues from the smallest up.
  const MatrixXf coordinates = solver.eigenvectors().rightCols(rank_).cast<float>();
  directions_ = product(compute, rank_, features_, carried, rows(coordinates.data(), carried),
                        rows(directions_.data(), features_));
}

double Subspace::squared_error(const Compute& compute, const float* samples, int count) const {
  const MatrixXf centred = Map<const MatrixXf>(samples, features_, count).colwise() - mean_;
  const MatrixXf coordinates = product(compute, count, rank_, features_, rows(centred.data(), features_),
                                       transposed(directions_.data(), features_));
  return centred.cast<double>().squaredNorm() - coordinates.cast<double>().squaredNorm();
}

}  // namespace hourglass
