#include "analysis/pairwise_distances.h"

#include <algorithm>
#include <cmath>

#include "core/eigen.h"
#include "core/gemm.h"

namespace hourglass {

PairwiseDistances::PairwiseDistances(Samples samples, const Compute& compute)
    : samples_(std::move(samples)), compute_(compute) {
  const std::vector<double> mean = feature_statistics(samples_).mean;
  for (std::size_t i = 0; i < samples_.values.size(); ++i)
    samples_.values[i] = static_cast<float>(static_cast<double>(samples_.values[i]) - mean[i % mean.size()]);
  for (std::uint32_t n = 0; n < samples_.count; ++n) {
    const Eigen::Map<const Eigen::VectorXf> sample(samples_.sample(n), samples_.features);
    squared_lengths_.push_back(static_cast<float>(sample.cast<double>().squaredNorm()));
  }
}

void PairwiseDistances::read(std::uint32_t first, std::uint32_t row_count, std::vector<float>& distances) const {
  const std::size_t all = samples_.count;
  distances.resize(row_count * all);
  multiply(compute_, {.m = static_cast<int>(row_count),
                      .n = static_cast<int>(samples_.count),
                      .k = samples_.features,
                      .a = rows(samples_.sample(first), samples_.features),
                      .b = transposed(samples_.values.data(), samples_.features),
                      .c = distances.data()});
  for (std::size_t row = 0; row < row_count; ++row) {
    float* values = distances.data() + row * all;
    const float own = squared_lengths_[first + row];
    for (std::size_t n = 0; n < all; ++n)
      values[n] = std::sqrt(std::max(0.0f, own + squared_lengths_[n] - 2 * values[n]));
    values[first + row] = 0;
  }
}

}  // namespace hourglass
