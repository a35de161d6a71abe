#include "analysis/measured_subset.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

namespace hourglass {

TEST_CASE("a measured subset is all of a small set, and a drawn part of a large one", "[analysis]") {
  CHECK(measured_subset(3, 1) == std::vector<std::uint32_t>{0, 1, 2});
  const auto drawn = measured_subset(20000, 1);
  CHECK(drawn.size() == kMostMeasured);
  CHECK(std::is_sorted(drawn.begin(), drawn.end()));
  CHECK(std::adjacent_find(drawn.begin(), drawn.end()) == drawn.end());
  CHECK(drawn.back() < 20000);
  CHECK(drawn.back() > 19000);
  CHECK(drawn != measured_subset(20000, 2));
}

}  // namespace hourglass
