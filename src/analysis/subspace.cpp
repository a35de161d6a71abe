#include "analysis/subspace.h"

#include <algorithm>
#include <cmath>

#include "analysis/dot.h"
#include "core/eigen.h"
#include "core/gemm.h"
#include "core/random.h"

namespace hourglass {
namespace {

constexpr int kCarried = 8;

}  // namespace

Subspace::Subspace(int features, int rank)
    : features_(features), rank_(std::min(rank, features)), carried_(std::min(rank + kCarried, features)) {
  const auto size = static_cast<std::size_t>(features);
  covariance_.reserve(size * size);
  mean_.resize(size);
  Random random({0, Stream::kDirections, 1});
  directions_.resize(static_cast<std::size_t>(carried_) * size);
  for (float& value : directions_) value = random.uniform(-1, 1);
  next_.resize(directions_.size());
}

bool Subspace::grow() {
  constexpr std::size_t kPart = 100'000;
  const std::size_t all = static_cast<std::size_t>(features_) * static_cast<std::size_t>(features_);
  covariance_.resize(std::min(all, covariance_.size() + kPart));
  return covariance_.size() == all;
}

void Subspace::add(const Compute& compute, const float* samples, int count) {
  const auto size = static_cast<std::size_t>(features_);
  multiply(compute, {.m = features_,
                     .n = features_,
                     .k = count,
                     .a = transposed(samples, features_),
                     .b = rows(samples, features_),
                     .c = covariance_.data(),
                     .accumulate = Accumulate::kAdd});
  for (std::size_t i = 0; i < size * static_cast<std::size_t>(count); ++i) mean_[i % size] += samples[i];
  count_ += count;
}

void Subspace::prepare() {
  const auto size = static_cast<std::size_t>(features_);
  const auto scale = static_cast<float>(1 / std::max(count_, 1.0));
  for (float& value : mean_) value *= scale;
  for (std::size_t i = 0; i < size; ++i) {
    float* row = covariance_.data() + i * size;
    for (std::size_t j = 0; j < size; ++j) row[j] = row[j] * scale - mean_[i] * mean_[j];
  }
  orthonormalise();
}

/// Modified Gram-Schmidt; a direction that nothing is left of becomes 0 and explains nothing.
void Subspace::orthonormalise() {
  const auto size = static_cast<std::size_t>(features_);
  for (int j = 0; j < carried_; ++j) {
    float* direction = directions_.data() + static_cast<std::size_t>(j) * size;
    const float before = dot(direction, direction, size);
    for (int i = 0; i < j; ++i) {
      const float* other = directions_.data() + static_cast<std::size_t>(i) * size;
      const float overlap = dot(direction, other, size);
      for (std::size_t k = 0; k < size; ++k) direction[k] -= overlap * other[k];
    }
    const float squares = dot(direction, direction, size);
    const float scale = squares > 1e-10f * before && squares > 0 ? 1 / std::sqrt(squares) : 0.0f;
    for (std::size_t k = 0; k < size; ++k) direction[k] *= scale;
  }
}

/// The directions' images under the covariance, into next_.
void Subspace::multiply_by_covariance(const Compute& compute) {
  multiply(compute, {.m = carried_,
                     .n = features_,
                     .k = features_,
                     .a = rows(directions_.data(), features_),
                     .b = rows(covariance_.data(), features_),
                     .c = next_.data()});
}

void Subspace::improve(const Compute& compute) {
  multiply_by_covariance(compute);
  directions_.swap(next_);
  orthonormalise();
}

void Subspace::finish(const Compute& compute) {
  multiply_by_covariance(compute);
  using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::Map<const Rows> directions(directions_.data(), carried_, features_),
      images(next_.data(), carried_, features_);
  const Eigen::MatrixXd within = (images * directions.transpose()).cast<double>();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(0.5 * (within + within.transpose()));
  // Eigen orders eigenvalues from the smallest up.
  const Rows turned = solver.eigenvectors().rightCols(rank_).transpose().cast<float>() * directions;
  directions_.assign(turned.data(), turned.data() + turned.size());
  carried_ = rank_;
}

double Subspace::squared_error(const Compute& compute, const float* samples, int count) const {
  const auto size = static_cast<std::size_t>(features_);
  std::vector<float> centred(samples, samples + size * static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < centred.size(); ++i) centred[i] -= mean_[i % size];
  std::vector<float> coordinates(static_cast<std::size_t>(rank_) * static_cast<std::size_t>(count));
  multiply(compute, {.m = count,
                     .n = rank_,
                     .k = features_,
                     .a = rows(centred.data(), features_),
                     .b = transposed(directions_.data(), features_),
                     .c = coordinates.data()});
  double error = 0;
  for (float value : centred) error += static_cast<double>(value) * static_cast<double>(value);
  for (float value : coordinates) error -= static_cast<double>(value) * static_cast<double>(value);
  return error;
}

}  // namespace hourglass
