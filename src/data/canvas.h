// A picture of 32 x 32 coloured pixels, on which areas are painted with smooth edges.
#pragma once

#include <array>

#include "core/shape.h"

namespace hourglass {

/// Red, green and blue in [0, 1].
struct Colour {
  float red, green, blue;
};
/// From `a` (share 0) to `b` (share 1).
Colour mix(const Colour& a, const Colour& b, float share);

/// A place on the canvas in pixels, x to the right and y downward from the top left corner.
struct Place {
  float x, y;
};

// Signed distances in pixels from the edge of an area around (0, 0): below 0 inside. Near the edge they are exact, or
// within a few per cent for an ellipse.
float disc_distance(Place p, float radius);
float ellipse_distance(Place p, float radius_x, float radius_y);
/// A rectangle with these half sides, whose corners are rounded by `round`.
float box_distance(Place p, float half_x, float half_y, float round = 0);
/// A line of width `width` from x = -half to half, whose ends lie `sag` above its middle (below, if negative).
float arc_distance(Place p, float half, float sag, float width);

class Canvas {
 public:
  static constexpr int kSide = 32;
  static constexpr Shape kShape = {kSide, kSide, 3};

  explicit Canvas(const Colour& ground) { pixels_.fill(ground); }

  /// Paints the area in which `distance`, a function of the place (relative to `centre`) such as those above, is below
  /// 0. A pixel at the edge is painted in proportion to how much of it lies inside.
  template <class Distance>
  void paint(const Colour& colour, Place centre, const Distance& distance, float opacity = 1) {
    const auto call = [](const void* context, Place p) { return (*static_cast<const Distance*>(context))(p); };
    paint_area(colour, centre, {call, &distance}, opacity);
  }

  /// Row by row from the top.
  const std::array<Colour, kSide * kSide>& pixels() const { return pixels_; }

 private:
  /// Any function of a place, without a copy of paint_area for each.
  struct Area {
    float (*distance)(const void* context, Place);
    const void* context;
  };
  void paint_area(const Colour& colour, Place centre, const Area& area, float opacity);

  std::array<Colour, kSide * kSide> pixels_;
};

}  // namespace hourglass
