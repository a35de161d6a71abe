#include "data/shapes.h"

#include "core/enum_table.h"
#include "core/math.h"

namespace hourglass {
namespace {

constexpr std::string_view kKinds[] = {"square", "ellipse", "triangle", "heart"};
constexpr std::string_view kGrounds[] = {"dark", "light"};
constexpr Factor kFactors[] = {{"kind", kKinds}, {"size"}, {"angle"}, {"x"}, {"y"}, {"hue"}, {"ground", kGrounds}};

constexpr float kHalfTurn = 3.14159265f;

float triangle_distance(Place p, float radius) {
  // Three half planes at equal angles, one of them below.
  const float sides = 0.866025404f * (p.x < 0 ? -p.x : p.x) - 0.5f * p.y;
  return std::max(sides, p.y) - 0.5f * radius;
}

/// A square on its tip, and a disc over each of its upper sides.
float heart_distance(Place p, float radius) {
  constexpr float kDiagonal = 0.707106781f;
  const float half = 0.55f * radius, x = p.x < 0 ? -p.x : p.x, y = p.y - 0.2f * radius;
  const float tip = box_distance({kDiagonal * (x + y), kDiagonal * (x - y)}, half, half);
  return std::min(tip, disc_distance({x - kDiagonal * half, y + kDiagonal * half}, half));
}

/// Kinds of one size have about the same area.
float shape_distance(int kind, Place p, float radius) {
  switch (kind) {
    case 0: return box_distance(p, 0.8f * radius, 0.8f * radius);
    case 1: return ellipse_distance(p, 1.15f * radius, 0.65f * radius);
    case 2: return triangle_distance(p, 1.25f * radius);
    default: return heart_distance(p, radius);
  }
}

Colour colour_of_hue(float hue) {
  const auto channel = [&](float shift) { return 0.6f + 0.37f * math::cos(2 * kHalfTurn * (hue - shift)); };
  return {channel(0), channel(1.0f / 3), channel(2.0f / 3)};
}

}  // namespace

Shapes::Shapes(const GeneratedOptions& options) : FactorSet(options, "shapes", Stream::kShapes, kFactors, kKinds) {}

int Shapes::label_of(const float* values) const { return static_cast<int>(values[0]); }

Canvas Shapes::picture(const float* values) const {
  const auto value = [&](ShapeFactor factor) { return values[static_cast<std::size_t>(factor)]; };
  const auto place = [&](ShapeFactor factor) { return 11 + 10 * value(factor); };
  const float radius = 4.5f + 3.5f * value(ShapeFactor::kSize),
              angle = 0.5f * kHalfTurn * (value(ShapeFactor::kAngle) - 0.5f);
  const float cosine = math::cos(angle), sine = math::sin(angle);
  const bool light = value(ShapeFactor::kGround) > 0;
  const Colour colour = colour_of_hue(value(ShapeFactor::kHue));
  Canvas canvas(light ? Colour{0.25f, 0.28f, 0.37f} : Colour{0.07f, 0.08f, 0.12f});
  canvas.paint(colour, {place(ShapeFactor::kX), place(ShapeFactor::kY)}, [&](Place p) {
    const Place turned = {cosine * p.x + sine * p.y, cosine * p.y - sine * p.x};
    return shape_distance(static_cast<int>(value(ShapeFactor::kKind)), turned, radius);
  });
  return canvas;
}

}  // namespace hourglass
