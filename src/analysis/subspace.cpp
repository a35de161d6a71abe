#include "analysis/subspace.h"

#include <algorithm>
#include <cmath>

#include "core/gemm.h"
#include "core/random.h"

namespace hourglass {

Subspace::Subspace(const std::vector<double>& covariance, const std::vector<double>& mean, int rank)
    : features_(static_cast<int>(mean.size())),
      rank_(std::min(rank, features_)),
      covariance_(covariance.begin(), covariance.end()),
      mean_(mean.begin(), mean.end()) {
  Random random({0, Stream::kDirections, 1});
  directions_.resize(static_cast<std::size_t>(rank_) * mean.size());
  for (float& value : directions_) value = random.normal();
  next_.resize(directions_.size());
  orthonormalise();
}

/// Modified Gram-Schmidt; a direction that nothing is left of becomes 0 and explains nothing.
void Subspace::orthonormalise() {
  const auto size = static_cast<std::size_t>(features_);
  for (int j = 0; j < rank_; ++j) {
    float* direction = directions_.data() + static_cast<std::size_t>(j) * size;
    for (int i = 0; i < j; ++i) {
      const float* other = directions_.data() + static_cast<std::size_t>(i) * size;
      double overlap = 0;
      for (std::size_t k = 0; k < size; ++k) overlap += static_cast<double>(direction[k]) * static_cast<double>(other[k]);
      for (std::size_t k = 0; k < size; ++k) direction[k] -= static_cast<float>(overlap) * other[k];
    }
    double squares = 0;
    for (std::size_t k = 0; k < size; ++k) squares += static_cast<double>(direction[k]) * static_cast<double>(direction[k]);
    const float scale = squares > 1e-24 ? static_cast<float>(1 / std::sqrt(squares)) : 0.0f;
    for (std::size_t k = 0; k < size; ++k) direction[k] *= scale;
  }
}

void Subspace::improve(const Compute& compute) {
  multiply(compute, {.m = rank_,
                     .n = features_,
                     .k = features_,
                     .a = rows(directions_.data(), features_),
                     .b = rows(covariance_.data(), features_),
                     .c = next_.data()});
  directions_.swap(next_);
  orthonormalise();
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
