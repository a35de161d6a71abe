#include "data/conform.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

namespace hourglass {
namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

/// What a model learned: age / 100, and one of three towns.
const DataDescription kLearned = {.kind = DataKind::kTable,
                                  .columns = {{"age"}, {"town", "", {"Bonn", "Kiel", "Ulm"}}},
                                  .scaling = {{0, 0, 0, 0}, {100, 1, 1, 1}}};
constexpr Shape kShape = {1, 1, 4};

SamplePart numbers(Shape shape, std::vector<float> values) {
  const auto count = static_cast<std::uint32_t>(values.size()) / static_cast<std::uint32_t>(shape.features());
  return {{shape, count, {}, std::move(values)}, {}, "new.csv"};
}

ErrorCode refusal(const SamplePart& part, const DataDescription& own, const DataDescription& wanted,
                  const Shape& shape) {
  const auto result = conform(part, own, wanted, shape);
  REQUIRE_FALSE(result);
  return result.error().code;
}

}  // namespace

TEST_CASE("columns are found by name, in any order, and scaled as the model learned them", "[data]") {
  const DataDescription own = {.kind = DataKind::kTable, .columns = {{"town", "", {"Kiel", "Ulm"}}, {"new"}, {"age"}}};
  const auto features = conform(numbers({1, 1, 4}, {0, 1, 9, 50, 1, 0, 9, 25}), own, kLearned, kShape);
  REQUIRE(features);
  CHECK(*features == std::vector<float>{0.5f, 0, 0, 1, 0.25f, 0, 1, 0});
}

TEST_CASE("missing values stay missing, a category's in all its features", "[data]") {
  const DataDescription own = {.kind = DataKind::kTable, .columns = {{"age"}, {"town", "", {"Kiel"}}}};
  const auto features = conform(numbers({1, 1, 2}, {kMissing, 1, 30, kMissing}), own, kLearned, kShape);
  REQUIRE(features);
  CHECK(std::isnan((*features)[0]));
  CHECK((*features)[2] == 1);
  for (std::size_t i : {5u, 6u, 7u}) CHECK(std::isnan((*features)[i]));
}

TEST_CASE("tables that lack a column, or hold what the model never saw, are refused", "[data]") {
  const DataDescription no_town = {.kind = DataKind::kTable, .columns = {{"age"}}};
  CHECK(refusal(numbers({1, 1, 1}, {3}), no_town, kLearned, kShape) == ErrorCode("data-no-such-column"));
  const DataDescription other = {.kind = DataKind::kTable, .columns = {{"age"}, {"town", "", {"Rome"}}}};
  CHECK(refusal(numbers({1, 1, 2}, {3, 1}), other, kLearned, kShape) == ErrorCode("data-bad-value"));
  const DataDescription number = {.kind = DataKind::kTable, .columns = {{"age"}, {"town"}}};
  CHECK(refusal(numbers({1, 1, 2}, {3, 1}), number, kLearned, kShape) == ErrorCode("data-bad-value"));
  CHECK(refusal(numbers({1, 4, 1}, {3, 1, 1, 1}), {.kind = DataKind::kSignal}, kLearned, kShape) ==
        ErrorCode("data-shape-mismatch"));
}

TEST_CASE("symbols are found by name; a shorter text ends earlier, a longer one is refused", "[data]") {
  const DataDescription learned = {.kind = DataKind::kText, .alphabet = {"", "a", "b", "c"}};
  const DataDescription own = {.kind = DataKind::kText, .alphabet = {"", "b", "c"}};
  // "c" and "bb", in two places of three symbols.
  const SamplePart part = numbers({1, 2, 3}, {0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0});
  const auto features = conform(part, own, learned, {1, 3, 4});
  REQUIRE(features);
  CHECK(*features == std::vector<float>{0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0});
  CHECK(refusal(part, own, learned, {1, 1, 4}) == ErrorCode("data-shape-mismatch"));
  const DataDescription strange = {.kind = DataKind::kText, .alphabet = {"", "z", "c"}};
  CHECK(refusal(part, strange, learned, {1, 3, 4}) == ErrorCode("data-bad-value"));
}

TEST_CASE("images and signals keep their shape; bytes become features", "[data]") {
  const SamplePart bytes{{{1, 2, 1}, 1, {0, 255}, {}}, {}, "new.png"};
  CHECK(*conform(bytes, {}, {}, {1, 2, 1}) == std::vector<float>{0, 1});
  CHECK(refusal(bytes, {}, {}, {2, 1, 1}) == ErrorCode("data-shape-mismatch"));
  const DataDescription signal = {.kind = DataKind::kSignal, .scaling = {{-2}, {4}}};
  CHECK(*conform(numbers({1, 2, 1}, {0, 2}), {.kind = DataKind::kSignal}, signal, {1, 2, 1}) ==
        std::vector<float>{0.5f, 1});
}

}  // namespace hourglass
