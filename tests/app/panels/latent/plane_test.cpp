#include "app/panels/latent/plane.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <cmath>
#include <numbers>

namespace hourglass {
namespace {

using Catch::Matchers::WithinAbs;

TEST_CASE("a spread on a plane has the projected covariance", "[app]") {
  const float h = std::sqrt(0.5f);
  LatentPlane plane;
  plane.origin = {1, 2, 3};
  plane.axes = {std::vector<float>{h, h, 0}, std::vector<float>{0, 0, 1}};
  const float variances[] = {4, 2, 9};
  const PlaneSpread spread = spread_on(plane, variances);
  CHECK_THAT(spread.offset(0).x, WithinAbs(std::sqrt(3), 1e-5));
  CHECK_THAT(spread.offset(std::numbers::pi_v<float> / 2).y, WithinAbs(3, 1e-5));

  // Along oblique axes the coordinates are correlated.
  plane.axes[1] = {h, -h, 0};
  plane.axes[0] = {h, h, 0};
  const PlaneSpread oblique = spread_on(plane, variances);
  CHECK_THAT(oblique.xx * oblique.yx, WithinAbs(1, 1e-5));
  CHECK_THAT(oblique.yx * oblique.yx + oblique.yy * oblique.yy, WithinAbs(3, 1e-5));

  const ImVec2 place = plane.place(plane.code({0.5f, -2}));
  CHECK_THAT(place.x, WithinAbs(0.5, 1e-5));
  CHECK_THAT(place.y, WithinAbs(-2, 1e-5));
}

}  // namespace
}  // namespace hourglass
