#include "core/enum_table.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

enum class Fruit { kApple, kPear, kPlum };

struct FruitRow {
  Fruit kind;
};

constexpr FruitRow kInOrder[] = {{Fruit::kApple}, {Fruit::kPear}, {Fruit::kPlum}};
constexpr FruitRow kExchanged[] = {{Fruit::kPear}, {Fruit::kApple}, {Fruit::kPlum}};
constexpr FruitRow kWithGap[] = {{Fruit::kApple}, {Fruit::kPlum}};

}  // namespace

TEST_CASE("a table whose rows are not in its enum's order is recognised at compile time", "[unit][enum]") {
  STATIC_CHECK(in_enum_order(kInOrder));
  STATIC_CHECK_FALSE(in_enum_order(kExchanged));
  STATIC_CHECK_FALSE(in_enum_order(kWithGap));
}

}  // namespace hourglass
