#include "nn/tensor_order.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

namespace hourglass {
namespace {

std::vector<std::size_t> places(const std::vector<int>& shape, const TensorOrder& order) {
  std::vector<std::size_t> result;
  for_each_place(shape, order, [&](std::size_t place) { result.push_back(place); });
  return result;
}

TEST_CASE("without an order memory is row-major", "[unit]") {
  CHECK(places({2, 3}, {}) == std::vector<std::size_t>{0, 1, 2, 3, 4, 5});
  CHECK(places({4}, {}) == std::vector<std::size_t>{0, 1, 2, 3});
}

TEST_CASE("an order names the axes from the outermost to the innermost", "[unit]") {
  CHECK(places({2, 3}, {{1, 0}}) == std::vector<std::size_t>{0, 2, 4, 1, 3, 5});
  // Value (a, b, c) of 2 x 3 x 2 lies at c * 6 + a * 3 + b.
  CHECK(places({2, 3, 2}, {{2, 0, 1}}) == std::vector<std::size_t>{0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11});
}

TEST_CASE("every value has a different place", "[unit]") {
  std::vector<std::size_t> all = places({2, 3, 4, 5}, {{0, 2, 3, 1}});
  std::sort(all.begin(), all.end());
  REQUIRE(all.size() == 120);
  for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i] == i);
}

}  // namespace
}  // namespace hourglass
