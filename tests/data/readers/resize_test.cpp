#include "data/readers/resize.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

std::vector<int> pixels(const Picture& picture) { return {picture.pixels.begin(), picture.pixels.end()}; }

TEST_CASE("a smaller picture averages the area of each pixel", "[unit][resize]") {
  const Picture row{{1, 6, 1}, {0, 10, 20, 30, 100, 200}};
  CHECK(pixels(resized(row, 1, 3)) == std::vector<int>{5, 25, 150});
  // Each new pixel covers one and a half old ones.
  CHECK(pixels(resized(row, 1, 4)) == std::vector<int>{3, 17, 53, 167});
  const Picture square{{2, 2, 1}, {0, 100, 200, 100}};
  CHECK(pixels(resized(square, 1, 1)) == std::vector<int>{100});
}

TEST_CASE("a larger picture is interpolated between the centres of pixels", "[unit][resize]") {
  const Picture row{{1, 2, 1}, {0, 100}};
  CHECK(pixels(resized(row, 1, 4)) == std::vector<int>{0, 25, 75, 100});
  const Picture one{{1, 1, 3}, {1, 2, 3}};
  CHECK(pixels(resized(one, 2, 1)) == std::vector<int>{1, 2, 3, 1, 2, 3});
}

TEST_CASE("height and width change independently", "[unit][resize]") {
  const Picture picture{{2, 1, 1}, {0, 200}};
  CHECK(pixels(resized(picture, 1, 2)) == std::vector<int>{100, 100});
  CHECK(resized(picture, 3, 5).shape == Shape{3, 5, 1});
}

TEST_CASE("a constant picture stays constant in every size", "[unit][resize]") {
  const Picture picture{{7, 5, 3}, std::vector<std::uint8_t>(105, 77)};
  for (int height = 1; height < 20; ++height) {
    for (int width = 1; width < 20; ++width) {
      const auto all = pixels(resized(picture, height, width));
      CHECK(all == std::vector<int>(static_cast<std::size_t>(3 * height * width), 77));
    }
  }
}

}  // namespace
}  // namespace hourglass
