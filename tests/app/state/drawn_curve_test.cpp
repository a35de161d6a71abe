// A drawing as a signal.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "app/state/drawing.h"

namespace hourglass {
namespace {

using Catch::Matchers::WithinAbs;

TEST_CASE("a level stroke is a level signal, also beside the stroke", "[app]") {
  Drawing drawing;
  drawing.begin_stroke({0.3f, 0.25f});
  drawing.extend({0.6f, 0.25f});
  drawing.end_stroke();
  for (const float value : drawing.curve({1, 40, 2})) CHECK_THAT(value, WithinAbs(0.75, 1e-6));
}

TEST_CASE("a rising stroke is a rising signal", "[app]") {
  Drawing drawing;
  drawing.begin_stroke({0, 1});
  drawing.extend({1, 0});
  drawing.end_stroke();
  const std::vector<float> values = drawing.curve({1, 50, 1});
  REQUIRE(values.size() == 50);
  for (std::size_t t = 0; t < values.size(); ++t)
    CHECK_THAT(values[t], WithinAbs((static_cast<double>(t) + 0.5) / 50, 0.03));
}

TEST_CASE("between two strokes a signal runs straight", "[app]") {
  Drawing drawing;
  drawing.begin_stroke({0.01f, 0.9f});
  drawing.end_stroke();
  drawing.begin_stroke({0.99f, 0.1f});
  drawing.end_stroke();
  const std::vector<float> values = drawing.curve({1, 11, 1});
  CHECK_THAT(values[0], WithinAbs(0.1, 1e-6));
  CHECK_THAT(values[5], WithinAbs(0.5, 1e-6));
  CHECK_THAT(values[10], WithinAbs(0.9, 1e-6));
}

}  // namespace
}  // namespace hourglass
