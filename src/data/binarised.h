// Black-and-white images, drawn once from the grey values of another set.
#pragma once

#include "data/derived_set.h"

namespace hourglass {

/// Each pixel p of the source becomes 1 with probability p, else 0. The draw depends only on (seed, split, index,
/// pixel), so an image is the same in every pass. Draws are multiples of 2^-24, so probabilities are exact to 6e-8.
class Binarised : public DerivedSet {
 public:
  Binarised(std::shared_ptr<const Dataset> source, std::uint64_t seed) : DerivedSet(std::move(source)), seed_(seed) {}

  void read(Split split, std::uint32_t index, float* pixels) const override;

 private:
  std::uint64_t seed_;
};

}  // namespace hourglass
