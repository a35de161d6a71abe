// Draws pen strokes in MNIST's format: scaled to fit 20x20 pixels, antialiased, centred by mass in 28x28.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace hourglass {

inline constexpr int kDigitSide = 28;     ///< width and height of a finished image, in pixels
inline constexpr int kDigitBoxSide = 20;  ///< width and height of the box the ink is fitted into, in pixels

/// One image, row by row from the top; 0 is background, 255 is ink.
using DigitImage = std::array<std::uint8_t, kDigitSide * kDigitSide>;

/// One point on the path of the pen. x grows to the right, y downward, in any unit: the renderer scales the drawing to
/// its box.
struct InkPoint {
  float x = 0;
  float y = 0;
  float radius = 1;            ///< half the line's width here, in the same unit; above 0
  bool starts_stroke = false;  ///< no line is drawn from the previous point to this one
};

/// The profile of the line's edge.
struct InkResponse {
  float edge = 1.2f;      ///< width of the grey transition across an edge, in pixels; raising it softens the line
  float darkness = 1.0f;  ///< ink at the middle of a wide line; above 1 the transition reaches full ink earlier
};

/// Draws the strokes. Scales the larger side of the ink's bounding box to 20 pixels, then moves the box by whole pixels
/// so that the centre of mass is within half a pixel of pixel (14, 14), MNIST's middle. The box stays inside the image,
/// so no shape is cut off, but a very lopsided one is not fully centred. Guarantees the same bytes on every machine.
/// `ink` holds at least one point.
DigitImage render_strokes(const std::vector<InkPoint>& ink, const InkResponse& response);

}  // namespace hourglass
