#include "analysis/paths.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <cmath>

namespace hourglass {
namespace {

using Catch::Approx;
using Code = std::vector<float>;

double length(const Code& code) {
  double sum = 0;
  for (float value : code) sum += static_cast<double>(value) * value;
  return std::sqrt(sum);
}

TEST_CASE("both paths begin and end exactly at the codes", "[unit]") {
  const Code a = {0.1f, -3.7f, 1e-3f}, b = {12.3f, 0.7f, 0};
  CHECK(straight(a, b, 0) == a);
  CHECK(straight(a, b, 1) == b);
  CHECK(spherical(a, b, 0) == a);
  CHECK(spherical(a, b, 1) == b);
}

TEST_CASE("the middle of a straight path is the mean", "[unit]") {
  CHECK(straight(Code{2, -4}, Code{4, 8}, 0.5f) == Code{3, 2});
}

TEST_CASE("a spherical path turns evenly and interpolates the length", "[unit]") {
  const Code a = {3, 0, 0}, b = {0, 1, 0};
  for (float t : {0.25f, 0.5f, 0.75f}) {
    const Code here = spherical(a, b, t);
    CHECK(length(here) == Approx(3 - 2 * static_cast<double>(t)));
    CHECK(std::atan2(here[1], here[0]) == Approx(static_cast<double>(t) * std::acos(-1.0) / 2));
    CHECK(here[2] == 0);
  }
}

TEST_CASE("a spherical path between parallel, opposite or zero codes is straight", "[unit]") {
  const Code a = {1, 2}, opposite = {-2, -4}, along = {3, 6}, zero = {0, 0};
  for (const Code& b : {opposite, along, zero, a}) {
    for (float t : {0.25f, 0.5f}) {
      CHECK(spherical(a, b, t) == straight(a, b, t));
      CHECK(spherical(b, a, t) == straight(b, a, t));
    }
  }
  CHECK(spherical(zero, zero, 0.5f) == zero);
}

}  // namespace
}  // namespace hourglass
