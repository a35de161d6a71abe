#include "data/shapes.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

namespace hourglass {
namespace {

constexpr std::size_t index_of(ShapeFactor factor) { return static_cast<std::size_t>(factor); }

/// A sprite in the middle, changed by `change`.
template <class Change>
std::vector<float> picture(int kind, const Change& change) {
  std::vector<float> values = {static_cast<float>(kind), 0.5f, 0.3f, 0.5f, 0.5f, 0.2f, 0}, pixels(3072);
  change(values);
  Shapes().draw_from_factors(values, pixels.data());
  return pixels;
}

}  // namespace

TEST_CASE("the label of a sprite is its kind", "[unit]") {
  const Shapes shapes({.seed = 3, .training_count = 50});
  float values[7];
  for (std::uint32_t i = 0; i < 50; ++i) {
    shapes.factor_values(Split::kTraining, i, values);
    CHECK(shapes.label(Split::kTraining, i) == static_cast<int>(values[0]));
  }
  CHECK(label_text(shapes.description(), 3) == "heart");
}

TEST_CASE("the largest sprites stay inside the picture", "[unit]") {
  for (int kind = 0; kind < 4; ++kind) {
    for (int corner = 0; corner < 4; ++corner) {
      for (float angle : {0.0f, 0.25f, 0.5f, 0.75f, 1.0f}) {
        CAPTURE(kind, corner, angle);
        const std::vector<float> pixels = picture(kind, [&](std::vector<float>& values) {
          values[index_of(ShapeFactor::kSize)] = 1;
          values[index_of(ShapeFactor::kAngle)] = angle;
          values[index_of(ShapeFactor::kX)] = static_cast<float>(corner % 2);
          values[index_of(ShapeFactor::kY)] = static_cast<float>(corner / 2);
        });
        // The ground's red is 26 of 255; every colour's is more.
        for (std::size_t i = 0; i < 32; ++i) {
          for (std::size_t pixel : {i, 31 * 32 + i, 32 * i, 32 * i + 31})
            CHECK(std::abs(pixels[3 * pixel] * 255 - 26) < 30.0f);
        }
      }
    }
  }
}

TEST_CASE("the circle of hues is closed", "[unit]") {
  const auto with_hue = [](float hue) {
    return picture(1, [&](std::vector<float>& values) { values[index_of(ShapeFactor::kHue)] = hue; });
  };
  CHECK(with_hue(0) == with_hue(1));
  CHECK(with_hue(0) != with_hue(0.5f));
}

TEST_CASE("a sprite's middle moves with x and y, whatever its kind", "[unit]") {
  // The middle of what differs from the ground, weighted by how much.
  const auto middle = [](const std::vector<float>& pixels, bool vertical) {
    double mass = 0, moment = 0;
    for (std::size_t i = 0; i < 1024; ++i) {
      const double weight = std::abs(pixels[3 * i + 1] - pixels[1]);
      mass += weight;
      moment += weight * static_cast<double>(vertical ? i / 32 : i % 32);
    }
    return moment / mass;
  };
  for (int kind = 0; kind < 4; ++kind) {
    CAPTURE(kind);
    for (ShapeFactor factor : {ShapeFactor::kX, ShapeFactor::kY}) {
      const bool vertical = factor == ShapeFactor::kY;
      const auto at = [&](float place) {
        return middle(picture(kind, [&](std::vector<float>& values) { values[index_of(factor)] = place; }), vertical);
      };
      CHECK(std::abs(at(0.8f) - at(0.2f) - 0.6 * 10) < 0.2);
    }
  }
}

}  // namespace hourglass
