#include "core/checked.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();

}  // namespace

TEST_CASE("a product within the limit is exact", "[unit][checked]") {
  CHECK(checked_product({}) == 1);
  CHECK(checked_product({7}) == 7);
  CHECK(checked_product({60000, 28, 28}) == 47040000);
  CHECK(checked_product({10, 10}, 100) == 100);
  CHECK(checked_product({std::uint64_t{1} << 32, (std::uint64_t{1} << 32) - 1}) == kMax - (std::uint64_t{1} << 32) + 1);
  CHECK(checked_product({kMax, 1}) == kMax);
}

TEST_CASE("a product over the limit or over 64 bits is refused", "[unit][checked]") {
  CHECK(!checked_product({10, 10}, 99));
  CHECK(!checked_product({2}, 1));
  CHECK(!checked_product({std::uint64_t{1} << 32, std::uint64_t{1} << 32}));
  CHECK(!checked_product({kMax, 2}));
  // In 64 bits these products would wrap to 0 and to 2.
  CHECK(!checked_product({std::uint64_t{1} << 63, 2}));
  CHECK(!checked_product({kMax, kMax - 1, 3}, 10));
}

TEST_CASE("a zero factor gives zero however large the others are", "[unit][checked]") {
  CHECK(checked_product({0}) == 0);
  CHECK(checked_product({kMax, kMax, 0}, 5) == 0);
  CHECK(checked_product({0, kMax, kMax}, 0) == 0);
}

TEST_CASE("a sum over the limit or over 64 bits is refused", "[unit][checked]") {
  CHECK(checked_sum(3, 4) == 7);
  CHECK(checked_sum(kMax, 0) == kMax);
  CHECK(checked_sum(40, 60, 100) == 100);
  CHECK(!checked_sum(41, 60, 100));
  CHECK(!checked_sum(101, 0, 100));
  CHECK(!checked_sum(0, 101, 100));
  CHECK(!checked_sum(kMax, 1));
  CHECK(!checked_sum(1, kMax));
}

}  // namespace hourglass
