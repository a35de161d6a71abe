#include "data/sample_set.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>
#include <set>

namespace hourglass {
namespace {

/// Sample i has one pixel of value i, and label i % 10.
SamplePart numbered(std::uint32_t count) {
  SamplePart part{{Shape{1, 1, 1}, count}, {}, "images", "labels"};
  for (std::uint32_t i = 0; i < count; ++i) {
    part.samples.bytes.push_back(static_cast<std::uint8_t>(i));
    part.labels.push_back(static_cast<int>(i % 10));
  }
  return part;
}

int pixel(const Dataset& set, Split split, std::uint32_t index) {
  float value = -1;
  set.read(split, index, &value);
  return static_cast<int>(value * 255.0f + 0.5f);
}

std::vector<int> pixels(const Dataset& set, Split split) {
  std::vector<int> all;
  for (std::uint32_t i = 0; i < set.count(split); ++i) all.push_back(pixel(set, split, i));
  return all;
}

Result<std::shared_ptr<const Dataset>> make(SamplePart training, std::optional<SamplePart> held_out,
                                            std::uint64_t seed = 1, Scale scale = Scale::kUnit) {
  DataDescription description = description_of(training.samples);
  return SampleSet::make({"set", std::move(description), std::move(training), std::move(held_out)}, seed, scale);
}

std::shared_ptr<const Dataset> made(SamplePart training, std::optional<SamplePart> held_out, std::uint64_t seed = 1,
                                    Scale scale = Scale::kUnit) {
  auto set = make(std::move(training), std::move(held_out), seed, scale);
  if (!set) FAIL(set.error().sentence());
  return *set;
}

TEST_CASE("one image in seven is held out, and no image is in both splits", "[unit][sample_set]") {
  const auto set = made(numbered(211), std::nullopt);
  CHECK(set->count(Split::kHeldOut) == 30);
  CHECK(set->count(Split::kTraining) == 181);
  std::set<int> seen;
  for (Split split : {Split::kTraining, Split::kHeldOut}) {
    for (int value : pixels(*set, split)) CHECK(seen.insert(value).second);
  }
  CHECK(seen.size() == 211);
}

TEST_CASE("the choice of held-out images depends only on the seed", "[unit][sample_set]") {
  const auto first = pixels(*made(numbered(211), std::nullopt, 1), Split::kHeldOut);
  CHECK(first == pixels(*made(numbered(211), std::nullopt, 1), Split::kHeldOut));
  CHECK(first != pixels(*made(numbered(211), std::nullopt, 2), Split::kHeldOut));
}

TEST_CASE("every split has at least one image", "[unit][sample_set]") {
  for (std::uint32_t count : {2u, 3u, 7u}) {
    const auto set = made(numbered(count), std::nullopt);
    CHECK(set->count(Split::kHeldOut) == 1);
    CHECK(set->count(Split::kTraining) == count - 1);
  }
  const auto one = make(numbered(1), std::nullopt);
  REQUIRE_FALSE(one);
  CHECK(one.error().code.name() == "data-too-few");
  CHECK(made(numbered(1), numbered(1))->count(Split::kTraining) == 1);
}

TEST_CASE("a given held-out part is used unchanged", "[unit][sample_set]") {
  const auto set = made(numbered(20), numbered(5));
  CHECK(set->count(Split::kTraining) == 20);
  CHECK(pixels(*set, Split::kHeldOut) == std::vector<int>{0, 1, 2, 3, 4});
  CHECK(set->label_bound() == 10);
}

TEST_CASE("labels belong to their images, and may be absent", "[unit][sample_set]") {
  const auto set = made(numbered(100), std::nullopt);
  CHECK(set->label_bound() == 10);
  for (Split split : {Split::kTraining, Split::kHeldOut}) {
    for (std::uint32_t i = 0; i < set->count(split); ++i) CHECK(set->label(split, i) == pixel(*set, split, i) % 10);
  }
  SamplePart bare = numbered(100);
  bare.labels.clear();
  const auto unlabelled = made(std::move(bare), std::nullopt);
  CHECK(unlabelled->label_bound() == 0);
  CHECK(unlabelled->label(Split::kTraining, 3) == kNoLabel);
}

TEST_CASE("the set's labels are those that occur in either split", "[unit][sample_set]") {
  SamplePart training = numbered(4), held_out = numbered(2);
  training.labels = {7, 3, 3, 7};
  held_out.labels = {9, 3};
  const auto set = made(std::move(training), std::move(held_out));
  CHECK(set->labels() == std::vector<int>{3, 7, 9});
  CHECK(set->label_bound() == 10);
}

TEST_CASE("pixels are the bytes divided by 255", "[unit][sample_set]") {
  SamplePart part{{Shape{1, 1, 2}, 2, {0, 255, 51, 102}}, {}, "images"};
  const auto set = made(part, part);
  float values[2];
  set->read(Split::kTraining, 0, values);
  CHECK(values[0] == 0.0f);
  CHECK(values[1] == 1.0f);
  set->read(Split::kTraining, 1, values);
  CHECK(values[0] == 51.0f / 255.0f);
}

TEST_CASE("labels and held-out images that do not match the training images are refused", "[unit][sample_set]") {
  SamplePart few_labels = numbered(10);
  few_labels.labels.pop_back();
  const auto mismatch = make(few_labels, std::nullopt);
  REQUIRE_FALSE(mismatch);
  CHECK(mismatch.error().code.name() == "data-count-mismatch");
  CHECK(mismatch.error().sentence() ==
        "labels: expected 10 labels for the samples of images, found 9; use the labels that belong to these "
        "samples.");
  CHECK_FALSE(make(numbered(10), few_labels));
  SamplePart wide{{Shape{1, 2, 1}, 1, {0, 0}}, {}, "wide"};
  const auto shape = make(numbered(10), wide);
  REQUIRE_FALSE(shape);
  CHECK(shape.error().code.name() == "data-split-mismatch");
}

/// Numbers of `features` columns.
SamplePart numbers(int features, std::vector<float> values) {
  const auto count = static_cast<std::uint32_t>(values.size() / static_cast<std::size_t>(features));
  return {{flat(features), count, {}, std::move(values)}, {}, "numbers"};
}

std::vector<float> sample(const Dataset& set, Split split, std::uint32_t index) {
  std::vector<float> values(static_cast<std::size_t>(set.shape().features()));
  set.read(split, index, values.data());
  return values;
}

TEST_CASE("each column of a table is scaled by its training samples", "[unit][sample_set]") {
  const auto set = made(numbers(2, {10, -1, 20, 0, 30, 1}), numbers(2, {40, 0}));
  CHECK(set->description().scaling.offset == std::vector<float>{10, -1});
  CHECK(set->description().scaling.factor == std::vector<float>{20, 2});
  CHECK(sample(*set, Split::kTraining, 1) == std::vector<float>{0.5f, 0.5f});
  CHECK(sample(*set, Split::kHeldOut, 0) == std::vector<float>{1.5f, 0.5f});
}

TEST_CASE("samples that are held out by seed do not change the scaling", "[unit][sample_set]") {
  SamplePart part = numbers(1, {0, 0, 0, 0, 0, 0, 0});
  for (std::size_t i = 0; i < 7; ++i) part.samples.numbers[i] = static_cast<float>(i * i);
  const auto set = made(part, std::nullopt);
  float smallest = 2, largest = -1;
  for (std::uint32_t i = 0; i < set->count(Split::kTraining); ++i) {
    smallest = std::min(smallest, sample(*set, Split::kTraining, i)[0]);
    largest = std::max(largest, sample(*set, Split::kTraining, i)[0]);
  }
  CHECK(smallest == 0);
  CHECK(largest == 1);
}

TEST_CASE("standard scaling gives mean 0 and deviation 1, whatever the mean", "[unit][sample_set]") {
  const auto set = made(numbers(1, {1e6f + 1, 1e6f + 3, 1e6f + 1, 1e6f + 3}), numbers(1, {1e6f}), 1, Scale::kStandard);
  CHECK(set->description().scaling.offset == std::vector<float>{1e6f + 2});
  CHECK(set->description().scaling.factor == std::vector<float>{1});
  CHECK(sample(*set, Split::kTraining, 0) == std::vector<float>{-1});
}

TEST_CASE("numbers stay as they are without scaling", "[unit][sample_set]") {
  const auto set = made(numbers(1, {5, 7}), numbers(1, {9}), 1, Scale::kNone);
  CHECK(set->description().scaling.empty());
  CHECK(sample(*set, Split::kTraining, 1) == std::vector<float>{7});
}

TEST_CASE("a constant column has the factor 1", "[unit][sample_set]") {
  for (Scale scale : {Scale::kUnit, Scale::kStandard}) {
    const auto set = made(numbers(1, {0.1f, 0.1f, 0.1f}), numbers(1, {1.1f}), 1, scale);
    CHECK(set->description().scaling.factor == std::vector<float>{1});
    CHECK(sample(*set, Split::kTraining, 0) == std::vector<float>{0});
  }
}

TEST_CASE("a table that lacks values says so, and what an encoder receives for them", "[unit][sample_set]") {
  const float missing = std::numeric_limits<float>::quiet_NaN();
  const auto whole = made(numbers(2, {0, 1, 2, 3, 4, 6}), numbers(2, {3, 3}));
  CHECK_FALSE(whole->description().has_missing);
  // Scaled to [0, 1]: the first column's training values are 0, 0.5 and 1; the second's 0 and 1.
  const auto set = made(numbers(2, {0, missing, 2, 3, 4, 6}), numbers(2, {3, 3}));
  CHECK(set->description().has_missing);
  CHECK(missing_features(set->description()) == std::vector<float>{0.5f, 0.5f});
  const auto skewed = made(numbers(1, {0, 0, 0, 4}), numbers(1, {missing}));
  CHECK(missing_features(skewed->description()) == std::vector<float>{0.25f});
}

TEST_CASE("a missing value stays missing and does not count", "[unit][sample_set]") {
  const float missing = std::numeric_limits<float>::quiet_NaN();
  const auto set = made(numbers(2, {missing, missing, 2, missing, 4, missing}), numbers(2, {3, 3}));
  CHECK(std::isnan(sample(*set, Split::kTraining, 0)[0]));
  CHECK(sample(*set, Split::kTraining, 2)[0] == 1);
  CHECK(set->description().scaling.offset == std::vector<float>{2, 0});
  CHECK(sample(*set, Split::kHeldOut, 0) == std::vector<float>{0.5f, 3});
}

TEST_CASE("categories are not scaled", "[unit][sample_set]") {
  GivenSet given{"set"};
  given.description.kind = DataKind::kTable;
  given.description.columns = {{"size"}, {"colour", "", {"red", "green"}}};
  given.training = numbers(3, {10, 1, 0, 20, 1, 0});
  given.held_out = numbers(3, {20, 0, 1});
  const auto set = SampleSet::make(std::move(given), 1);
  REQUIRE(set);
  CHECK((*set)->description().scaling.factor == std::vector<float>{10, 1, 1});
  CHECK(sample(**set, Split::kHeldOut, 0) == std::vector<float>{1, 0, 1});
}

TEST_CASE("images of numbers from 0 to 1 are not scaled, others as a whole", "[unit][sample_set]") {
  SamplePart unit{{Shape{1, 2, 1}, 2, {}, {0.25f, 0.5f, 0.75f, 0.5f}}, {}, "images"};
  CHECK(made(unit, unit)->description().scaling.empty());
  unit.samples.numbers[0] = -1;
  const auto set = made(unit, unit);
  CHECK(set->description().scaling.offset == std::vector<float>{-1});
  CHECK(set->description().scaling.factor == std::vector<float>{1.75f});
}

TEST_CASE("numbers and labels out of range are refused", "[unit][sample_set]") {
  const float infinity = std::numeric_limits<float>::infinity();
  for (float wrong : {infinity, -infinity, 1e38f}) {
    const auto set = make(numbers(1, {0, wrong}), numbers(1, {0}));
    REQUIRE_FALSE(set);
    CHECK(set.error().code.name() == "array-not-finite");
    CHECK(set.error().where == "sample 2");
  }
  GivenSet signals{
      "", {.kind = DataKind::kSignal}, numbers(1, {0, std::numeric_limits<float>::quiet_NaN()}), numbers(1, {0})};
  const auto lacking = SampleSet::make(std::move(signals), 1);
  REQUIRE_FALSE(lacking);
  CHECK(lacking.error().code.name() == "array-not-finite");
  for (int wrong : {-2, 65536}) {
    SamplePart part = numbered(3);
    part.labels[1] = wrong;
    CHECK(make(part, part).error().code.name() == "data-bad-label");
  }
  CHECK(make(numbered(2), numbers(1, {0})).error().code.name() == "data-split-mismatch");
}

TEST_CASE("a sample may lack the label that others have", "[unit][sample_set]") {
  SamplePart part = numbered(3);
  part.labels = {7, kNoLabel, 7};
  const auto set = made(part, part);
  CHECK(set->labels() == std::vector<int>{7});
  CHECK(set->label(Split::kTraining, 1) == kNoLabel);
}

}  // namespace
}  // namespace hourglass
