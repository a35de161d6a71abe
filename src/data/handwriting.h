// Draws the strokes of one digit: picks a style and distorts it at random, as much as real handwriting varies.
#pragma once

#include <vector>

#include "core/random.h"
#include "data/digit_styles.h"
#include "data/stroke_renderer.h"

namespace hourglass {

/// How one handwriting deviates from a style's shape. Lengths are in hundredths of the digit's height.
struct Hand {
  float slant = 0;      ///< sideways shift per height, to the right at the top
  float rotation = 0;   ///< radians, small; clockwise on the page
  float width = 1;      ///< factor on the digit's width
  float taper = 0;      ///< how much wider the top is than the bottom, as a fraction
  float waist = 0;      ///< shift of the middle downward; the ends stay
  float bow = 0;        ///< shift of the middle to the right; the ends stay
  float tremble = 0;    ///< standard deviation of each point's own error
  float looseness = 0;  ///< standard deviation of the shift of each stroke after the first
  float wave = 0;       ///< amplitude of the elastic distortion
  float pen = 7;        ///< half the line's width
  float pressure = 0;   ///< amplitude of the variation of the line's width along the stroke, as a fraction of the width
  InkResponse ink;
};

/// A random hand, distributed as the handwriting of MNIST's writers.
Hand random_hand(int digit, Random& random);

/// The strokes of `digit` (0 .. 9) in the handwriting `hand`, in hundredths of the digit's height. `random` determines
/// style and errors; the same draws give the same bits on every machine.
std::vector<InkPoint> write_digit(int digit, const Hand& hand, Random& random);

}  // namespace hourglass
