#include "app/shell/screenshot.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

TEST_CASE("a rectangle of the screen is converted to the framebuffer, whose rows start at the bottom", "[app]") {
  const PixelArea area = framebuffer_area(10, 20, 110, 70, 2, 800, 600);
  CHECK(area.x == 20);
  CHECK(area.y == 600 - 140);
  CHECK(area.width == 200);
  CHECK(area.height == 100);
}

TEST_CASE("parts outside the framebuffer are cut off", "[app]") {
  const PixelArea part = framebuffer_area(-50, 550, 100, 900, 1, 800, 600);
  CHECK(part.x == 0);
  CHECK(part.y == 0);
  CHECK(part.width == 100);
  CHECK(part.height == 50);
  const PixelArea none = framebuffer_area(0, 700, 100, 900, 1, 800, 600);
  CHECK(none.height == 0);
}

TEST_CASE("a picture has its top row first and no alpha", "[app]") {
  // Two rows from the bottom up: red and green, then blue and white.
  const std::vector<std::uint8_t> pixels = {255, 0, 0, 9, 0, 255, 0, 9, 0, 0, 255, 9, 255, 255, 255, 9};
  const std::vector<std::uint8_t> upright = {0, 0, 255, 255, 255, 255, 255, 0, 0, 0, 255, 0};
  CHECK(upright_picture(pixels, 2, 2) == upright);
}

}  // namespace
}  // namespace hourglass
