// Shifts training images by a few pixels at random, differently in every pass.
#pragma once

#include "data/derived_set.h"

namespace hourglass {

/// In pass p a training image is shifted by (dx, dy), each uniform in -most .. most and determined by (seed, p, index);
/// the gap is black. `read` returns the images of both splits unshifted.
class Shifted : public DerivedSet {
 public:
  /// `most` is at least 1.
  Shifted(std::shared_ptr<const Dataset> source, int most, std::uint64_t seed)
      : DerivedSet(std::move(source)), most_(most), seed_(seed) {}

  void read_in_pass(std::uint32_t index, std::uint64_t pass, float* pixels) const override;

 private:
  int most_;
  std::uint64_t seed_;
};

/// Shifts an image in place by dx pixels to the right and dy down; fills the gap with 0.
void shift_image(Shape shape, int dx, int dy, float* pixels);

}  // namespace hourglass
