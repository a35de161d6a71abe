#include "data/extended.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

#include "session/open_data.h"

namespace hourglass {
namespace {

std::shared_ptr<const Dataset> digits(const SettingList& more = {}) {
  SettingList list = {{"samples", "30"}, {"held_out_samples", "5"}};
  list.insert(list.end(), more.begin(), more.end());
  const auto data = open_data(*make_settings(list));
  REQUIRE(data);
  return *data;
}

std::vector<float> image(float value) { return std::vector<float>(784, value); }

TEST_CASE("an added image follows those of the set, with its label", "[unit]") {
  const auto base = digits();
  auto data = ExtendedSet::with(base, image(0.25f), 7);
  REQUIRE(data);
  data = ExtendedSet::with(*data, image(0.5f), 3);
  REQUIRE(data);
  CHECK((*data)->count(Split::kTraining) == 32);
  CHECK((*data)->count(Split::kHeldOut) == 5);
  CHECK((*data)->label(Split::kTraining, 30) == 7);
  CHECK((*data)->label(Split::kTraining, 31) == 3);
  CHECK((*data)->label(Split::kTraining, 29) == base->label(Split::kTraining, 29));
  std::vector<float> read(784);
  (*data)->read(Split::kTraining, 31, read.data());
  CHECK(read == image(0.5f));
}

TEST_CASE("the transforms of the settings keep an added image", "[unit]") {
  const auto shifted = digits({{"shift", "1"}});
  const auto data = ExtendedSet::with(shifted, image(1), 0);
  REQUIRE(data);
  CHECK((*data)->source() == nullptr);
  const auto prepared = prepare_data(*make_settings({{"samples", "30"}, {"shift", "2"}}), *data);
  REQUIRE(prepared);
  CHECK((*prepared)->count(Split::kTraining) == 31);
}

TEST_CASE("an added image of another size, range or label is refused", "[unit]") {
  const auto base = digits();
  CHECK(ExtendedSet::with(base, std::vector<float>(783), 1).error().code == ErrorCode("array-wrong-length"));
  CHECK(ExtendedSet::with(base, image(1.5f), 1).error().code == ErrorCode("array-out-of-range"));
  CHECK(ExtendedSet::with(base, image(NAN), 1).error().code == ErrorCode("array-out-of-range"));
  CHECK(ExtendedSet::with(base, image(0), 10).error().code == ErrorCode("data-no-such-class"));
  CHECK(ExtendedSet::with(base, image(0), -1));
}

}  // namespace
}  // namespace hourglass
