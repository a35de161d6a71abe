// Size, edge and centring of simple shapes.
#include "data/stroke_renderer.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdlib>

namespace hourglass {
namespace {

constexpr InkResponse kSharp = {.edge = 1.0f, .darkness = 1.0f};

std::uint8_t pixel(const DigitImage& image, int x, int y) {
  return image[static_cast<std::size_t>(y * kDigitSide + x)];
}

}  // namespace

TEST_CASE("a dot of any size fills the box of 20 pixels") {
  for (float radius : {0.01f, 1.0f, 500.0f}) {
    const DigitImage image = render_strokes({{7, -3, radius, true}}, kSharp);
    CHECK(pixel(image, 14, 14) == 255);
    CHECK(pixel(image, 4, 14) > 100);
    CHECK(pixel(image, 23, 14) > 100);
    CHECK(pixel(image, 3, 14) == 0);
    CHECK(pixel(image, 24, 14) == 0);
    CHECK(pixel(image, 5, 5) == 0);
  }
}

TEST_CASE("the position of the strokes does not matter") {
  const std::vector<InkPoint> ink = {{0, 0, 6, true}, {30, 50, 8, false}, {60, 100, 4, false}};
  std::vector<InkPoint> moved = ink;
  for (InkPoint& p : moved) p.x += 256, p.y -= 64;
  CHECK(render_strokes(ink, kSharp) == render_strokes(moved, kSharp));
}

TEST_CASE("an upright line keeps its width: a tenth of its height is two pixels") {
  const DigitImage image = render_strokes({{50, 5, 5, true}, {50, 95, 5, false}}, kSharp);
  int ink = 0;
  for (int x = 0; x < kDigitSide; ++x) ink += pixel(image, x, 14);
  CHECK(std::abs(ink - 2 * 255) <= 4);
}

TEST_CASE("no ink between two strokes") {
  const DigitImage image =
      render_strokes({{0, 0, 5, true}, {0, 100, 5, false}, {100, 0, 5, true}, {100, 100, 5, false}}, kSharp);
  for (int y = 0; y < kDigitSide; ++y) CHECK(pixel(image, 14, y) == 0);
}

TEST_CASE("a wider edge makes more grey and raising darkness makes less") {
  const std::vector<InkPoint> ink = {{0, 0, 8, true}, {40, 100, 8, false}};
  const auto greys = [&](const InkResponse& response) {
    const DigitImage image = render_strokes(ink, response);
    return std::count_if(image.begin(), image.end(), [](std::uint8_t v) { return v > 0 && v < 255; });
  };
  CHECK(greys({.edge = 2.0f}) > greys({.edge = 0.8f}));
  CHECK(greys({.edge = 1.5f, .darkness = 2.0f}) < greys({.edge = 1.5f, .darkness = 1.0f}));
}

TEST_CASE("a lopsided shape is centred by its mass, not by its box") {
  // A heavy dot with a thin tail to the right: the middle of the dot is near the middle of the image.
  const DigitImage image = render_strokes({{0, 0, 20, true}, {80, 0, 1, true}, {20, 0, 1, false}}, kSharp);
  CHECK(pixel(image, 14, 14) == 255);
  CHECK(pixel(image, 3, 14) == 0);
  CHECK(pixel(image, 27, 14) > 0);
}

}  // namespace hourglass
