#include "session/history.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {

TEST_CASE("a long history stays bounded, in order, and evenly spaced", "[session]") {
  History history;
  history.clear();
  for (std::uint64_t step = 1; step <= 100000; ++step) {
    HistoryPoint point;
    point.step = step;
    history.add(point);
  }
  const auto& points = history.points();
  REQUIRE(points.size() <= History::kMostPoints);
  REQUIRE(points.size() >= History::kMostPoints / 2);
  const std::uint64_t spacing = points[1].step - points[0].step;
  for (std::size_t i = 1; i < points.size(); ++i) REQUIRE(points[i].step - points[i - 1].step == spacing);
  CHECK(points.back().step > 99000);
}

}  // namespace hourglass
