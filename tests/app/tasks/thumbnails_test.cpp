#include "app/tasks/thumbnails.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

namespace hourglass {
namespace {

using Catch::Matchers::WithinAbs;

TEST_CASE("a pixel of a thumbnail is the mean of a square of the image", "[app]") {
  const Shape large = {2, 81, 1};
  REQUIRE(thumbnail_shape({}, large) == Shape{1, 27, 1});
  std::vector<float> image(162, 0.0f), small;
  image[0] = image[80] = image[81 + 80] = 1;
  REQUIRE(append_thumbnails(image, {}, large, 1, small));
  REQUIRE(small.size() == 27);
  CHECK_THAT(small[0], WithinAbs(1.0 / 6, 1e-6));
  CHECK_THAT(small[1], WithinAbs(0, 1e-6));
  CHECK_THAT(small[26], WithinAbs(2.0 / 6, 1e-6));
  CHECK_FALSE(append_thumbnails(image, {}, large, 2, small));
  CHECK(small.size() == 27);
}

}  // namespace
}  // namespace hourglass
