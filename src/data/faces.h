// The built-in data set `faces`: drawn faces whose factors are known.
#pragma once

#include "data/factor_set.h"

namespace hourglass {

/// The factors of a face, in the order of Faces' table.
enum class FaceFactor {
  kSkin,        ///< from light to dark
  kHairColour,  ///< black, brown, red, blond or grey
  kHairStyle,   ///< parted, fringe or curls
  kHairLength,  ///< from the ears to below the shoulders
  kSmile,       ///< from sad (0) to happy (1)
  kGlasses,     ///< no or yes
  kEyes,        ///< from small to large
  kHead,        ///< from long to round
  kGaze,        ///< from left to right
};

/// 32 x 32 colour pictures of one face from the front. Labels: 0 plain, 1 with glasses, 2 smiling (in the happier
/// half), 3 both.
class Faces : public FactorSet {
 public:
  explicit Faces(const GeneratedOptions& options = {});

 private:
  Canvas picture(const float* values) const override;
  int label_of(const float* values) const override;
};

}  // namespace hourglass
