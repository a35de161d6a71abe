#include "analysis/leading_directions.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "core/random.h"

namespace hourglass {
namespace {

/// Samples around (1, 2, ...) that vary most along the last coordinate, then along the first.
std::vector<float> stretched(std::size_t features, std::size_t count, std::vector<float>& mean) {
  std::vector<float> samples;
  mean.assign(features, 0);
  for (std::size_t n = 0; n < count; ++n) {
    Random random({5, Stream::kTest, n});
    for (std::size_t i = 0; i < features; ++i) {
      const float spread = i + 1 == features ? 3.0f : i == 0 ? 1.5f : 0.2f;
      samples.push_back(static_cast<float>(i + 1) + spread * random.normal());
      mean[i] += samples.back() / static_cast<float>(count);
    }
  }
  return samples;
}

TEST_CASE("orthogonal iteration finds the directions in which samples vary most", "[unit]") {
  std::vector<float> mean;
  const std::vector<float> samples = stretched(7, 600, mean);
  Directions directions;
  for (int i = 0; i < 15; ++i) improve_directions(samples, mean, directions);
  CHECK(std::fabs(directions[0][6]) > 0.99f);
  CHECK(std::fabs(directions[1][0]) > 0.98f);
}

TEST_CASE("directions follow moving samples without a change of sign", "[unit]") {
  std::vector<float> mean;
  std::vector<float> samples = stretched(7, 300, mean);
  Directions directions;
  for (int i = 0; i < 15; ++i) improve_directions(samples, mean, directions);
  const Directions before = directions;
  for (float& value : samples) value *= 1.05f;
  for (float& value : mean) value *= 1.05f;
  improve_directions(samples, mean, directions);
  for (std::size_t d = 0; d < 2; ++d) {
    float along = 0;
    for (std::size_t i = 0; i < 7; ++i) along += before[d][i] * directions[d][i];
    CHECK(along > 0.99f);
  }
}

TEST_CASE("codes of one value, and codes that do not vary, give finite directions", "[unit]") {
  Directions directions;
  improve_directions(std::vector<float>{1, 2, 4}, std::vector<float>{7.0f / 3}, directions);
  CHECK(std::fabs(directions[0][0]) == 1);
  CHECK(directions[1][0] == 0);
  improve_directions(std::vector<float>{3, 3, 3}, std::vector<float>{3}, directions);
  CHECK(std::isfinite(directions[0][0]));
}

}  // namespace
}  // namespace hourglass
