#include "data/image_set.h"

#include <catch2/catch_test_macros.hpp>

#include <set>

namespace hourglass {
namespace {

/// Image i has one pixel of value i, and label i % 10.
LabelledImages numbered(std::uint32_t count) {
  LabelledImages part{{Shape{1, 1, 1}, count, {}}, IdxLabels{}, "images", "labels"};
  for (std::uint32_t i = 0; i < count; ++i) {
    part.images.pixels.push_back(static_cast<std::uint8_t>(i));
    part.labels->labels.push_back(static_cast<std::uint8_t>(i % 10));
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

std::shared_ptr<const ImageSet> made(LabelledImages training, std::optional<LabelledImages> held_out,
                                     std::uint64_t seed = 1) {
  auto set = ImageSet::make("set", std::move(training), std::move(held_out), seed);
  REQUIRE(set);
  return *set;
}

TEST_CASE("one image in seven is held out, and no image is in both splits", "[unit][image_set]") {
  const auto set = made(numbered(211), std::nullopt);
  CHECK(set->count(Split::kHeldOut) == 30);
  CHECK(set->count(Split::kTraining) == 181);
  std::set<int> seen;
  for (Split split : {Split::kTraining, Split::kHeldOut}) {
    for (int value : pixels(*set, split)) CHECK(seen.insert(value).second);
  }
  CHECK(seen.size() == 211);
}

TEST_CASE("the choice of held-out images depends only on the seed", "[unit][image_set]") {
  const auto first = pixels(*made(numbered(211), std::nullopt, 1), Split::kHeldOut);
  CHECK(first == pixels(*made(numbered(211), std::nullopt, 1), Split::kHeldOut));
  CHECK(first != pixels(*made(numbered(211), std::nullopt, 2), Split::kHeldOut));
}

TEST_CASE("every split has at least one image", "[unit][image_set]") {
  for (std::uint32_t count : {2u, 3u, 7u}) {
    const auto set = made(numbered(count), std::nullopt);
    CHECK(set->count(Split::kHeldOut) == 1);
    CHECK(set->count(Split::kTraining) == count - 1);
  }
  const auto one = ImageSet::make("set", numbered(1), std::nullopt, 1);
  REQUIRE_FALSE(one);
  CHECK(one.error().code.name() == "data-too-few");
  CHECK(made(numbered(1), numbered(1))->count(Split::kTraining) == 1);
}

TEST_CASE("a given held-out part is used unchanged", "[unit][image_set]") {
  const auto set = made(numbered(20), numbered(5));
  CHECK(set->count(Split::kTraining) == 20);
  CHECK(pixels(*set, Split::kHeldOut) == std::vector<int>{0, 1, 2, 3, 4});
  CHECK(set->label_bound() == 10);
}

TEST_CASE("labels belong to their images, and may be absent", "[unit][image_set]") {
  const auto set = made(numbered(100), std::nullopt);
  CHECK(set->label_bound() == 10);
  for (Split split : {Split::kTraining, Split::kHeldOut}) {
    for (std::uint32_t i = 0; i < set->count(split); ++i) CHECK(set->label(split, i) == pixel(*set, split, i) % 10);
  }
  LabelledImages bare = numbered(100);
  bare.labels.reset();
  const auto unlabelled = made(std::move(bare), std::nullopt);
  CHECK(unlabelled->label_bound() == 0);
  CHECK(unlabelled->label(Split::kTraining, 3) == kNoLabel);
}

TEST_CASE("the set's labels are those that occur in either split", "[unit][image_set]") {
  LabelledImages training = numbered(4), held_out = numbered(2);
  training.labels->labels = {7, 3, 3, 7};
  held_out.labels->labels = {9, 3};
  const auto set = made(std::move(training), std::move(held_out));
  CHECK(set->labels() == std::vector<int>{3, 7, 9});
  CHECK(set->label_bound() == 10);
}

TEST_CASE("pixels are the bytes divided by 255", "[unit][image_set]") {
  LabelledImages part{{Shape{1, 1, 2}, 2, {0, 255, 51, 102}}, std::nullopt, "images", ""};
  const auto set = made(part, part);
  float values[2];
  set->read(Split::kTraining, 0, values);
  CHECK(values[0] == 0.0f);
  CHECK(values[1] == 1.0f);
  set->read(Split::kTraining, 1, values);
  CHECK(values[0] == 51.0f / 255.0f);
}

TEST_CASE("labels and held-out images that do not match the training images are refused", "[unit][image_set]") {
  LabelledImages few_labels = numbered(10);
  few_labels.labels->labels.pop_back();
  const auto mismatch = ImageSet::make("set", few_labels, std::nullopt, 1);
  REQUIRE_FALSE(mismatch);
  CHECK(mismatch.error().code.name() == "idx-count-mismatch");
  CHECK(mismatch.error().sentence() ==
        "labels, byte 4: expected 10 labels for the images of images, found 9; use the label file that "
        "belongs to these images.");
  CHECK_FALSE(ImageSet::make("set", numbered(10), few_labels, 1));
  LabelledImages wide{{Shape{1, 2, 1}, 1, {0, 0}}, std::nullopt, "wide", ""};
  const auto shape = ImageSet::make("set", numbered(10), wide, 1);
  REQUIRE_FALSE(shape);
  CHECK(shape.error().code.name() == "idx-shape-mismatch");
}

}  // namespace
}  // namespace hourglass
