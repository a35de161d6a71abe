// Black-and-white images, drawn once from the grey values of another set.
#pragma once

#include "data/derived_set.h"

namespace hourglass {

/// Each pixel p of the source becomes 1 with probability p, else 0: a function of (seed, split, index, pixel), so the
/// same image in every pass. A grey value is a multiple of 1/255 and the draws of 2^-24: exact to 6e-8.
class Binarised : public DerivedSet {
 public:
  Binarised(std::shared_ptr<const Dataset> source, std::uint64_t seed) : DerivedSet(std::move(source)), seed_(seed) {}

  void read(Split split, std::uint32_t index, float* pixels) const override;

 private:
  std::uint64_t seed_;
};

}  // namespace hourglass
