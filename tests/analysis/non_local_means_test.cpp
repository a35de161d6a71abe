#include "analysis/non_local_means.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

#include "analysis/image_metrics.h"
#include "core/random.h"

namespace hourglass {
namespace {

const Compute kCompute(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1);

/// The definition, place by place: slow and plain.
std::vector<float> by_definition(const std::vector<float>& image, const Shape& shape, const NonLocalMeansOptions& o) {
  const auto at = [&](int y, int x, int c) {
    return static_cast<double>(image[static_cast<std::size_t>((y * shape.width + x) * shape.channels + c)]);
  };
  const auto inside = [&](int y, int x) { return y >= 0 && y < shape.height && x >= 0 && x < shape.width; };
  std::vector<float> result;
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      std::vector<double> sums(static_cast<std::size_t>(shape.channels));
      double weights = 0;
      for (int v = y - o.search; v <= y + o.search; ++v) {
        for (int u = x - o.search; u <= x + o.search; ++u) {
          if (!inside(v, u)) continue;
          double distance = 0, count = 0;
          for (int i = -o.patch; i <= o.patch; ++i) {
            for (int j = -o.patch; j <= o.patch; ++j) {
              if (!inside(y + i, x + j) || !inside(v + i, u + j)) continue;
              for (int c = 0; c < shape.channels; ++c, ++count)
                distance += std::pow(at(y + i, x + j, c) - at(v + i, u + j, c), 2);
            }
          }
          const double weight = std::exp(-distance / count / std::pow(static_cast<double>(o.strength), 2));
          weights += weight;
          for (int c = 0; c < shape.channels; ++c) sums[static_cast<std::size_t>(c)] += weight * at(v, u, c);
        }
      }
      for (double sum : sums) result.push_back(static_cast<float>(sum / weights));
    }
  }
  return result;
}

TEST_CASE("non-local means follow their definition, at the edges and in all channels", "[analysis]") {
  for (const Shape shape : {Shape{9, 7, 1}, {5, 6, 3}, {1, 12, 1}, {3, 2, 1}}) {
    Random random({.seed = 5});
    Samples image{shape.features(), 1, {}, {}};
    for (int i = 0; i < shape.features(); ++i) image.values.push_back(random.uniform());
    const NonLocalMeansOptions options = {.patch = 1, .search = 3, .strength = 0.4f};
    const std::vector<float> expected = by_definition(image.values, shape, options);
    const Samples found = non_local_means(image, shape, options, kCompute);
    CAPTURE(shape.height, shape.width, shape.channels);
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(found.values[i] == Catch::Approx(expected[i]).margin(1e-5));
  }
}

TEST_CASE("non-local means take noise from an image with an edge", "[analysis]") {
  const Shape shape{16, 16, 1};
  Random random({.seed = 3});
  Samples clean{256, 1, {}, {}}, noisy{256, 1, {}, {}};
  for (int i = 0; i < 256; ++i) {
    clean.values.push_back(i % 16 < 8 ? 0.2f : 0.8f);
    noisy.values.push_back(clean.values.back() + 0.1f * random.normal());
  }
  const double before = squared_error(noisy.values, clean.values);
  const Samples found = non_local_means(noisy, shape, {.strength = 0.15f}, kCompute);
  CHECK(squared_error(found.values, clean.values) < before / 5);
}

}  // namespace
}  // namespace hourglass
