// Euclidean distances between all samples of a set, row by row: the whole matrix of many samples would not fit.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/samples.h"
#include "core/compute.h"

namespace hourglass {

class PairwiseDistances {
 public:
  /// Rows per call that keep one product small.
  static constexpr std::uint32_t kRows = 250;

  /// Keeps a copy of the samples, moved so that their mean is 0, which rounds less, and a reference to `compute`.
  PairwiseDistances(Samples samples, const Compute& compute);

  std::uint32_t count() const { return samples_.count; }
  /// Distances of samples first .. first + row_count - 1 to all samples: element row * count() + other. Of a sample to
  /// itself exactly 0. From products of floats: two samples far from the mean and close to each other have an error of
  /// about 1e-3 of their distance from the mean.
  void read(std::uint32_t first, std::uint32_t row_count, std::vector<float>& distances) const;

 private:
  Samples samples_;
  std::vector<float> squared_lengths_;
  const Compute& compute_;
};

}  // namespace hourglass
