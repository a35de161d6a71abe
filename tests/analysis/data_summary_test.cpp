#include "analysis/data_summary.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>

#include "data/sample_set.h"

namespace hourglass {
namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

/// A table of a number and a category of two; labels 5 and none.
std::shared_ptr<const Dataset> table() {
  GivenSet given{"table"};
  given.description.kind = DataKind::kTable;
  given.description.columns = {{"size"}, {"colour", "", {"red", "green"}}};
  given.training.samples = {flat(3), 4, {}, {10, 1, 0, 20, 1, 0, kMissing, kMissing, kMissing, 10, 1, 0}};
  given.training.labels = {5, 5, kNoLabel, 5};
  SamplePart held_out;
  held_out.samples = {flat(3), 1, {}, {20, 1, 0}};
  held_out.labels = {5};
  given.held_out = std::move(held_out);
  const auto set = SampleSet::make(std::move(given), 1);
  REQUIRE(set);
  return *set;
}

TEST_CASE("a summary counts samples, labels, duplicates and missing values", "[unit][data_summary]") {
  const DataSummary summary = summarise(*table(), Split::kTraining);
  CHECK(summary.count == 4);
  CHECK(summary.labels == std::map<int, std::uint32_t>{{kNoLabel, 1}, {5, 3}});
  CHECK(summary.duplicates == 1);
  CHECK(summary.shared == 1);
  CHECK(summary.features.missing == 3);
  CHECK(summary.samples_with_missing == 1);
  CHECK(summary.constant_features == 2);
}

TEST_CASE("a summary's features are scaled, its columns are not", "[unit][data_summary]") {
  const DataSummary summary = summarise(*table(), Split::kTraining);
  CHECK(summary.features.smallest == 0);
  CHECK(summary.features.largest == 1);
  REQUIRE(summary.columns.size() == 2);
  const ColumnSummary& size = summary.columns[0];
  CHECK(size.name == "size");
  CHECK(size.values.smallest == 10);
  CHECK(size.values.largest == 20);
  CHECK(std::abs(size.values.mean - 40.0 / 3) < 1e-5);
  CHECK(std::abs(size.values.deviation - std::sqrt(200.0 / 9)) < 1e-5);
  CHECK(size.missing == 1);
  CHECK(summary.columns[1].categories == 2);
  CHECK(summary.columns[1].values.count == 0);
}

TEST_CASE("a signal's channels are its columns", "[unit][data_summary]") {
  GivenSet given{"signal"};
  given.description.kind = DataKind::kSignal;
  given.description.columns = {{"left"}, {"right"}};
  given.training.samples = {{1, 2, 2}, 2, {}, {0, 1, 0, 2, 0, 3, 0, 4}};
  const auto set = SampleSet::make(std::move(given), 1, Scale::kNone);
  const DataSummary summary = summarise(**set, Split::kTraining);
  REQUIRE(summary.columns.size() == 2);
  CHECK(summary.columns[0].values.largest == 0);
  CHECK(summary.columns[1].values.smallest >= 1);
  CHECK(summary.constant_features == 4);
}

}  // namespace
}  // namespace hourglass
