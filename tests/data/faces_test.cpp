#include "data/faces.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

constexpr std::size_t index_of(FaceFactor factor) { return static_cast<std::size_t>(factor); }

/// The pixel at (x, y) of a face with brown, parted hair of medium length, changed by `change`.
template <class Change>
Colour pixel(int x, int y, const Change& change) {
  std::vector<float> values = {0.2f, 1, 0, 0.5f, 0.5f, 0, 0.5f, 0.5f, 0.5f}, pixels(3072);
  change(values);
  Faces().draw_from_factors(values, pixels.data());
  const float* at = pixels.data() + 3 * (32 * y + x);
  return {at[0], at[1], at[2]};
}

float brightness(const Colour& colour) { return (colour.red + colour.green + colour.blue) / 3; }

}  // namespace

TEST_CASE("the label of a face tells glasses and smile", "[unit]") {
  const Faces faces({.seed = 2, .training_count = 200});
  float values[9];
  for (std::uint32_t i = 0; i < 200; ++i) {
    faces.factor_values(Split::kTraining, i, values);
    const int label = faces.label(Split::kTraining, i);
    CHECK((label % 2 == 1) == (values[index_of(FaceFactor::kGlasses)] == 1));
    CHECK((label >= 2) == (values[index_of(FaceFactor::kSmile)] > 0.5f));
  }
  CHECK(label_text(faces.description(), 3) == "smiling with glasses");
}

TEST_CASE("dark skin is darker than light skin", "[unit]") {
  const auto forehead = [](float skin) {
    return brightness(pixel(16, 13, [&](std::vector<float>& values) { values[index_of(FaceFactor::kSkin)] = skin; }));
  };
  CHECK(forehead(0) > forehead(0.5f) + 0.1f);
  CHECK(forehead(0.5f) > forehead(1) + 0.1f);
}

TEST_CASE("long hair reaches the shoulders, short hair does not", "[unit]") {
  const auto beside_the_neck = [](float length) {
    return pixel(8, 26, [&](std::vector<float>& values) { values[index_of(FaceFactor::kHairLength)] = length; });
  };
  CHECK(brightness(beside_the_neck(1)) < brightness(beside_the_neck(0)) - 0.2f);
}

TEST_CASE("a smile's corners are above its middle, a sad mouth's below", "[unit]") {
  // The brightest red of skin tells where there is no mouth.
  const auto mouth_at = [](int x, int y, float smile) {
    return 0.8f >
               pixel(x, y, [&](std::vector<float>& values) { values[index_of(FaceFactor::kSmile)] = smile; }).green &&
           0.5f > pixel(x, y, [&](std::vector<float>& values) { values[index_of(FaceFactor::kSmile)] = smile; }).green;
  };
  CHECK(mouth_at(12, 22, 1));
  CHECK_FALSE(mouth_at(15, 22, 1));
  CHECK(mouth_at(15, 22, 0));
  CHECK_FALSE(mouth_at(12, 22, 0));
}

TEST_CASE("both eyes look the same way", "[unit]") {
  const auto eye = [](int x, float gaze) {
    return brightness(pixel(x, 16, [&](std::vector<float>& values) { values[index_of(FaceFactor::kGaze)] = gaze; }));
  };
  for (int left_of_eye : {10, 18}) {
    CAPTURE(left_of_eye);
    CHECK(eye(left_of_eye, 0) < eye(left_of_eye, 1));
    CHECK(eye(left_of_eye + 3, 1) < eye(left_of_eye + 3, 0));
  }
}

}  // namespace hourglass
