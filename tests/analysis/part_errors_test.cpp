#include "analysis/part_errors.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "data/heartbeats.h"

namespace hourglass {
namespace {

const DataDescription kTable = {.kind = DataKind::kTable,
                                .columns = {{"age"}, {"town", "", {"a", "b", "c"}}, {"height"}}};
constexpr Shape kShape = {1, 1, 5};

}  // namespace

TEST_CASE("the categories of a column are one part, each number is one", "[analysis]") {
  const std::vector<CategoryGroup> expected = {{0, 1}, {1, 3}, {4, 1}};
  CHECK(parts_of(kTable, kShape) == expected);
  CHECK(part_name(kTable, kShape, {1, 3}) == "town");
  CHECK(part_name(kTable, kShape, {4, 1}) == "height");
}

TEST_CASE("parts of every kind have a name", "[analysis]") {
  CHECK(part_name({}, {28, 28, 1}, {28 + 3, 1}) == "pixel (1, 3)");
  CHECK(part_name({}, {32, 32, 3}, {3 * 33 + 1, 1}) == "pixel (1, 1) green");
  const Heartbeats beats(GeneratedOptions{.training_count = 1, .held_out_count = 1});
  CHECK(part_name(beats.description(), beats.shape(), {32, 1}) == "voltage at 0.2 s");
  CHECK(part_name({.kind = DataKind::kSignal}, {1, 10, 1}, {7, 1}) == "value 7");
  CHECK(part_name({.kind = DataKind::kText}, {1, 4, 27}, {54, 27}) == "place 3");
}

TEST_CASE("numbers count by squared error, categories as asked, missing values not at all", "[analysis]") {
  const float missing = std::numeric_limits<float>::quiet_NaN();
  const float target[] = {0.5f, 0, 1, 0, missing}, output[] = {0.25f, 0.25f, 0.5f, 0.25f, 3};
  const auto parts = parts_of(kTable, kShape);
  double errors[3];
  part_errors(parts, CategoryError::kSquared, target, output, errors);
  CHECK(errors[0] == 0.0625);
  CHECK(errors[1] == 0.375);
  CHECK(errors[2] == 0);
  part_errors(parts, CategoryError::kEntropy, target, output, errors);
  CHECK(errors[0] == 0.0625);
  CHECK(std::abs(errors[1] - std::log(2)) < 1e-12);
  const float surprised[] = {0.5f, 1, 0, 0, 3};
  part_errors(parts, CategoryError::kEntropy, target, surprised, errors);
  CHECK(std::abs(errors[1] - std::log(1e6)) < 1e-9);
}

}  // namespace hourglass
