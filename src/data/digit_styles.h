// The table of styles: the common ways to write each digit, as points on the path of a pen.
#pragma once

#include <cstdint>
#include <span>

namespace hourglass {

/// How the path of the pen continues at a point.
enum class Joint : std::uint8_t {
  kSmooth,  ///< passes through in a smooth curve
  kCorner,  ///< turns sharply
  kLift,    ///< ends the stroke; the next point begins another
};

/// A point on the path of the pen, in hundredths of the digit's height: x to the right, y downward. A digit is about 60
/// wide around x = 50 and reaches from y = 0 to y = 100. Styles are upright; Hand adds the slant.
struct StylePoint {
  std::int8_t x;
  std::int8_t y;
  Joint joint = Joint::kSmooth;
};

/// One way to write a digit: up to four shapes with the same strokes. Each image uses a random mixture of them.
struct DigitStyle {
  int digit;                              ///< 0 .. 9
  const char* name;                       ///< unique among the digit's styles
  float weight;                           ///< frequency relative to the digit's other styles
  std::span<const StylePoint> shapes[4];  ///< equally long, same joints; unused ones are empty and come last
};

/// All styles of one digit (0 .. 9); never empty.
std::span<const DigitStyle> styles_of(int digit);

}  // namespace hourglass
