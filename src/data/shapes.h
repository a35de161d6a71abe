// The built-in data set `shapes`: coloured sprites whose factors are known.
#pragma once

#include "data/factor_set.h"

namespace hourglass {

/// The factors of a sprite, in the order of Shapes' table.
enum class ShapeFactor {
  kKind,    ///< square, ellipse, triangle or heart; the label
  kSize,    ///< from about 9 to 16 pixels across
  kAngle,   ///< over a quarter turn, in which no shape comes to look as before
  kX,       ///< of the middle, over 10 pixels; the sprite stays inside the picture
  kY,       ///< as x
  kHue,     ///< once round the circle of colours: 0 and 1 are the same
  kGround,  ///< dark or light
};

/// 32 x 32 colour pictures of one sprite, after dSprites (Matthey et al. 2017) with a hue and a ground besides. The
/// label is the kind of sprite.
class Shapes : public FactorSet {
 public:
  explicit Shapes(const GeneratedOptions& options = {});

 private:
  Canvas picture(const float* values) const override;
  int label_of(const float* values) const override;
};

}  // namespace hourglass
