#include "data/surface.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "support/sample.h"

namespace hourglass {
namespace {

constexpr std::uint32_t kSamples = 3000;
constexpr double kPi = 3.14159265358979;

const Surface& points() {
  static const Surface set({.seed = 1, .training_count = kSamples});
  return set;
}

/// How far along the roll a point lies, by its distance from the axis.
double along(const std::vector<float>& point) { return (std::hypot(point[0] - 0.5, point[2] - 0.5) - 0.1) / 0.4; }

}  // namespace

TEST_CASE("every point lies on the sheet, whose turn follows from its distance from the axis", "[unit]") {
  for (std::uint32_t i = 0; i < kSamples; ++i) {
    const std::vector<float> point = sample_of(points(), Split::kTraining, i);
    REQUIRE(point.size() == 3);
    const double turn = 2 * kPi * (0.5 + along(point)), radius = 0.1 + 0.4 * along(point);
    CHECK(std::abs(point[0] - 0.5 - radius * std::cos(turn)) < 1e-4);
    CHECK(std::abs(point[2] - 0.5 - radius * std::sin(turn)) < 1e-4);
    for (const float coordinate : point) CHECK((coordinate >= 0 && coordinate <= 1));
  }
}

TEST_CASE("the label is the tenth of the roll, and all tenths are as frequent", "[unit]") {
  std::vector<int> counts(10);
  for (std::uint32_t i = 0; i < kSamples; ++i) {
    const int label = points().label(Split::kTraining, i);
    const double tenths = 10 * along(sample_of(points(), Split::kTraining, i));
    CHECK((tenths > label - 1e-3 && tenths < label + 1 + 1e-3));
    ++counts[static_cast<std::size_t>(label)];
  }
  for (const int count : counts) CHECK(std::abs(count - 300) < 70);
}

TEST_CASE("height does not depend on the place along the roll", "[unit]") {
  double inner = 0, outer = 0;
  std::uint32_t inner_count = 0, outer_count = 0;
  for (std::uint32_t i = 0; i < kSamples; ++i) {
    const std::vector<float> point = sample_of(points(), Split::kTraining, i);
    const bool is_inner = along(point) < 0.5;
    (is_inner ? inner : outer) += point[1];
    ++(is_inner ? inner_count : outer_count);
  }
  CHECK(std::abs(inner / inner_count - outer / outer_count) < 0.04);
}

}  // namespace hourglass
