#include "data/stroke_renderer.h"

#include <algorithm>

#include "core/assert.h"

namespace hourglass {
namespace {

using Box = std::array<float, kDigitBoxSide * kDigitBoxSide>;

struct Bounds {
  float left, top, right, bottom;
};

Bounds bounds_of(const std::vector<InkPoint>& ink) {
  Bounds b{1e30f, 1e30f, -1e30f, -1e30f};
  for (const InkPoint& p : ink) {
    b.left = std::min(b.left, p.x - p.radius);
    b.top = std::min(b.top, p.y - p.radius);
    b.right = std::max(b.right, p.x + p.radius);
    b.bottom = std::max(b.bottom, p.y + p.radius);
  }
  return b;
}

/// Maps the strokes' coordinates to the box's pixels: one scale for both axes, the ink centred.
struct Fit {
  explicit Fit(const Bounds& b) {
    constexpr float kSide = kDigitBoxSide;
    scale = kSide / std::max(b.right - b.left, b.bottom - b.top);
    shift_x = 0.5f * (kSide - scale * (b.left + b.right));
    shift_y = 0.5f * (kSide - scale * (b.top + b.bottom));
  }
  InkPoint operator()(const InkPoint& p) const {
    return {p.x * scale + shift_x, p.y * scale + shift_y, p.radius * scale, p.starts_stroke};
  }
  float scale, shift_x, shift_y;
};

int clamp_to_box(float coordinate) {
  return static_cast<int>(std::clamp(coordinate, 0.0f, static_cast<float>(kDigitBoxSide)));
}

/// Darkens the pixels near the segment a-b. Where segments overlap, the darker value stays, which hides the joints.
void draw_segment(const InkPoint& a, const InkPoint& b, const InkResponse& response, Box& box) {
  const float reach = std::max(a.radius, b.radius) + 0.5f * response.edge;
  const int x_begin = clamp_to_box(std::min(a.x, b.x) - reach), x_end = clamp_to_box(std::max(a.x, b.x) + reach + 1);
  const int y_begin = clamp_to_box(std::min(a.y, b.y) - reach), y_end = clamp_to_box(std::max(a.y, b.y) + reach + 1);
  const float dx = b.x - a.x, dy = b.y - a.y, dr = b.radius - a.radius;
  const float inverse_square = 1.0f / std::max(dx * dx + dy * dy, 1e-6f);
  const float slope = response.darkness / response.edge;
  for (int y = y_begin; y < y_end; ++y) {
    const float py = static_cast<float>(y) + 0.5f - a.y;
    for (int x = x_begin; x < x_end; ++x) {
      const float px = static_cast<float>(x) + 0.5f - a.x;
      const float along = std::clamp((px * dx + py * dy) * inverse_square, 0.0f, 1.0f);
      const float ex = px - along * dx, ey = py - along * dy;
      const float inside = a.radius + along * dr - __builtin_sqrtf(ex * ex + ey * ey);
      float& pixel = box[static_cast<std::size_t>(y * kDigitBoxSide + x)];
      pixel = std::max(pixel, slope * (inside + 0.5f * response.edge));
    }
  }
}

/// The offset of the box at which the centre of mass, in pixel indices, rounds to index 14. MNIST treats that pixel as
/// the image's middle, although its centre is half a pixel to the right of and below it.
int centring_offset(std::int64_t moment, std::int64_t mass) {
  mass = std::max<std::int64_t>(mass, 1);
  const std::int64_t offset = kDigitSide / 2 - (2 * moment + mass) / (2 * mass);
  return static_cast<int>(std::clamp<std::int64_t>(offset, 0, kDigitSide - kDigitBoxSide));
}

DigitImage centre(const std::array<std::uint8_t, kDigitBoxSide * kDigitBoxSide>& box) {
  std::int64_t mass = 0, moment_x = 0, moment_y = 0;
  for (int y = 0; y < kDigitBoxSide; ++y) {
    for (int x = 0; x < kDigitBoxSide; ++x) {
      const std::int64_t value = box[static_cast<std::size_t>(y * kDigitBoxSide + x)];
      mass += value;
      moment_x += value * x;
      moment_y += value * y;
    }
  }
  const int left = centring_offset(moment_x, mass), top = centring_offset(moment_y, mass);
  DigitImage image{};
  for (int y = 0; y < kDigitBoxSide; ++y) {
    const auto row = box.begin() + y * kDigitBoxSide;
    std::copy(row, row + kDigitBoxSide, image.begin() + (y + top) * kDigitSide + left);
  }
  return image;
}

}  // namespace

DigitImage render_strokes(const std::vector<InkPoint>& ink, const InkResponse& response) {
  HG_ASSERT(!ink.empty(), "no points to draw");
  const Fit fit(bounds_of(ink));
  Box box{};
  InkPoint from = fit(ink.front());
  for (const InkPoint& point : ink) {
    const InkPoint to = fit(point);
    draw_segment(to.starts_stroke ? to : from, to, response, box);
    from = to;
  }
  std::array<std::uint8_t, kDigitBoxSide * kDigitBoxSide> bytes{};
  for (std::size_t i = 0; i < box.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(std::min(box[i], 1.0f) * 255.0f + 0.5f);
  }
  return centre(bytes);
}

}  // namespace hourglass
