#include "data/typed_sample.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "data/sample_text.h"

namespace hourglass {
namespace {

const DataDescription kText = {.kind = DataKind::kText, .alphabet = {"", "a", "b", "\u00e9"}};
constexpr Shape kFourPlaces = {1, 4, 4};

DataDescription payments() {
  return {.kind = DataKind::kTable,
          .columns = {{.name = "amount", .unit = "EUR"}, {.name = "shop", .categories = {"food", "fuel", "toys"}}},
          .scaling = {.offset = {10, 0, 0, 0}, .factor = {2, 1, 1, 1}}};
}

TEST_CASE("a typed text is the sample that reads as this text", "[unit]") {
  std::vector<float> values(16, 0.5f);
  REQUIRE(type_text(kText, kFourPlaces, "b\u00e9A", values));
  CHECK(values == std::vector<float>{0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0});
  CHECK(sample_text(kText, kFourPlaces, values) == "b\u00e9a");
}

TEST_CASE("texts with unknown symbols or too many are refused, and the sample stays", "[unit]") {
  const std::vector<float> before(16, 0.25f);
  for (const std::string text : {"c", "a c", "aaaab", "\xff", "a\xc3"}) {
    INFO(text);
    std::vector<float> values = before;
    const Status typed = type_text(kText, kFourPlaces, text, values);
    REQUIRE_FALSE(typed);
    CHECK(typed.error().code == ErrorCode("data-bad-value"));
    CHECK(values == before);
  }
}

TEST_CASE("a typed number is scaled as the column is", "[unit]") {
  std::vector<float> values = {0, 1, 0, 0};
  for (const std::string text : {"13.5", "13,5", "+1.35e1"}) {
    INFO(text);
    values[0] = 0;
    REQUIRE(type_number(payments(), 0, text, values));
    CHECK(values == std::vector<float>{1.75f, 1, 0, 0});
  }
}

TEST_CASE("what is no number is refused, and the sample stays", "[unit]") {
  for (const std::string text : {"", "12 EUR", "nan", "inf", "1e99", "1.2.3", "-", "0x10"}) {
    INFO(text);
    std::vector<float> values = {3, 1, 0, 0};
    const Status typed = type_number(payments(), 0, text, values);
    REQUIRE_FALSE(typed);
    CHECK(typed.error().code == ErrorCode("data-bad-value"));
    CHECK(typed.error().source == "amount");
    CHECK(values == std::vector<float>{3, 1, 0, 0});
  }
}

TEST_CASE("nothing typed is a missing value where the table has such", "[unit]") {
  DataDescription description = payments();
  description.has_missing = true;
  std::vector<float> values = {3, 1, 0, 0};
  REQUIRE(type_number(description, 0, "", values));
  CHECK(std::isnan(values[0]));
}

TEST_CASE("a chosen category is the only one, also in the place of a missing value", "[unit]") {
  std::vector<float> values = {3, NAN, NAN, NAN};
  choose_category(payments(), 1, 2, values);
  CHECK(values == std::vector<float>{3, 0, 0, 1});
}

}  // namespace
}  // namespace hourglass
