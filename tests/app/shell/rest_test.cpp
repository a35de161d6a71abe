#include "app/shell/rest.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

/// Frames until `end`, sixty a second.
void frames(Rest& rest, double& now, double end, bool still) {
  for (; now < end; now += 1.0 / 60) rest.frame(now, still);
}

TEST_CASE("the application rests once everything was still for a second", "[unit][app]") {
  Rest rest;
  double now = 5;
  CHECK_FALSE(rest.resting());
  frames(rest, now, 5.9, true);
  CHECK_FALSE(rest.resting());
  frames(rest, now, 6.1, true);
  CHECK(rest.resting());
  rest.frame(now, false);
  CHECK_FALSE(rest.resting());
  frames(rest, now, now + 0.9, true);
  CHECK_FALSE(rest.resting());
}

TEST_CASE("an application that never is still never rests", "[unit][app]") {
  Rest rest;
  double now = 0;
  frames(rest, now, 10, false);
  CHECK_FALSE(rest.resting());
}

TEST_CASE("who wakes it has a second to act", "[unit][app]") {
  Rest rest;
  double now = 0;
  frames(rest, now, 2, true);
  REQUIRE(rest.resting());
  rest.wake();
  CHECK_FALSE(rest.resting());
  now = 50;
  frames(rest, now, 50.9, true);
  CHECK_FALSE(rest.resting());
  frames(rest, now, 51.1, true);
  CHECK(rest.resting());
}

}  // namespace
}  // namespace hourglass
