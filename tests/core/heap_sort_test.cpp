#include "core/heap_sort.h"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <vector>

namespace hourglass {

TEST_CASE("a heap's sort puts values in order, in whatever order they came", "[unit]") {
  for (std::vector<int> values : {std::vector<int>{}, {1}, {3, 1, 2, 1}, {1, 1, 2, 3}, {3, 2, 1, 1}}) {
    std::vector<int> falling = values;
    heap_sort(values);
    CHECK(std::is_sorted(values.begin(), values.end()));
    heap_sort(falling, std::greater<>());
    CHECK(falling == std::vector<int>(values.rbegin(), values.rend()));
  }
}

}  // namespace hourglass
