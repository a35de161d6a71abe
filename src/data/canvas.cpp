#include "data/canvas.h"

#include <algorithm>

namespace hourglass {
namespace {

float length(Place p) { return __builtin_sqrtf(p.x * p.x + p.y * p.y); }
float magnitude(float x) { return x < 0 ? -x : x; }

}  // namespace

Colour mix(const Colour& a, const Colour& b, float share) {
  return {a.red + share * (b.red - a.red), a.green + share * (b.green - a.green), a.blue + share * (b.blue - a.blue)};
}

float disc_distance(Place p, float radius) { return length(p) - radius; }

float ellipse_distance(Place p, float radius_x, float radius_y) {
  // f = |p / r| is 1 on the edge; (f - 1) / |gradient of f| is the distance to first order.
  const Place scaled = {p.x / radius_x, p.y / radius_y};
  const float f = length(scaled);
  const float gradient = length({scaled.x / radius_x, scaled.y / radius_y}) / std::max(f, 1e-3f);
  return (f - 1) / std::max(gradient, 1e-3f);
}

float box_distance(Place p, float half_x, float half_y, float round) {
  const float dx = magnitude(p.x) - half_x + round, dy = magnitude(p.y) - half_y + round;
  return length({std::max(dx, 0.0f), std::max(dy, 0.0f)}) + std::min(std::max(dx, dy), 0.0f) - round;
}

float arc_distance(Place p, float half, float sag, float width) {
  const float x = std::clamp(p.x, -half, half);
  const float slope = -2 * sag * x / (half * half);
  const float off = (p.y + sag * x * x / (half * half)) / __builtin_sqrtf(1 + slope * slope);
  return length({p.x - x, off}) - 0.5f * width;
}

void Canvas::paint_area(const Colour& colour, Place centre, const Area& area, float opacity) {
  // Most cells of 4 x 4 pixels are far from the edge: one look at their middle is enough for them.
  constexpr int kCell = 4;
  constexpr float kFar = 3.2f;  // from the middle to a corner pixel and half a pixel: 2.6, and a margin
  const auto distance = [&](float x, float y) { return area.distance(area.context, {x - centre.x, y - centre.y}); };
  for (int cell = 0; cell < kSide * kSide / (kCell * kCell); ++cell) {
    const int left = cell * kCell % kSide, top = cell * kCell / kSide * kCell;
    const float middle = distance(static_cast<float>(left) + 0.5f * kCell, static_cast<float>(top) + 0.5f * kCell);
    if (middle > kFar) continue;
    for (int i = 0; i < kCell * kCell; ++i) {
      const int x = left + i % kCell, y = top + i / kCell;
      const float exact =
          middle < -kFar ? middle : distance(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f);
      const float coverage = std::clamp(0.5f - exact, 0.0f, 1.0f);
      Colour& pixel = pixels_[static_cast<std::size_t>(y * kSide + x)];
      pixel = mix(pixel, colour, opacity * coverage);
    }
  }
}

}  // namespace hourglass
