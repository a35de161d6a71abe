#include "analysis/wilson_interval.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

namespace hourglass {

TEST_CASE("Wilson's interval is that of his formula, and stays inside 0 .. 1", "[analysis]") {
  // 81 of 263 is an example of Newcombe 1998, table I, method 3: 0.2553 to 0.3662.
  const Interval example = wilson_interval(81, 263);
  CHECK(std::abs(example.low - 0.2553) < 5e-5);
  CHECK(std::abs(example.high - 0.3662) < 5e-5);
  const Interval none = wilson_interval(0, 20), all = wilson_interval(20, 20);
  CHECK(none.low == 0);
  CHECK(std::abs(none.high - 0.1611) < 5e-5);
  CHECK(all.high == 1);
  CHECK(std::abs(all.low - (1 - none.high)) < 1e-12);
  CHECK(wilson_interval(0, 0).low == 0);
  CHECK(wilson_interval(0, 0).high == 1);
}

}  // namespace hourglass
