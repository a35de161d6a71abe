#include "analysis/tsne.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "analysis/neighbours.h"
#include "analysis/trustworthiness.h"
#include "support/grouping_fixture.h"

namespace hourglass {
namespace {

/// The first two features of each sample.
std::vector<float> first_features(const Samples& samples) {
  std::vector<float> start;
  for (std::uint32_t n = 0; n < samples.count; ++n) start.insert(start.end(), samples.sample(n), samples.sample(n) + 2);
  return start;
}

Samples map_of(const Samples& samples, Tsne& tsne, std::uint32_t portion = 1000) {
  while (tsne.advance(portion, portable_compute(1))) {
  }
  return {2, samples.count, tsne.places(), samples.labels};
}

Samples map_of(const Samples& samples, const TsneOptions& options = {}, std::uint32_t portion = 1000) {
  Tsne tsne(samples, first_features(samples), options);
  return map_of(samples, tsne, portion);
}

/// Share of samples whose nearest other sample has another label.
double strangers(const Samples& map) {
  const std::vector<std::uint32_t> near = nearest_neighbours(map, map, 2, portable_compute(1));
  double wrong = 0;
  for (std::uint32_t n = 0; n < map.count; ++n) wrong += map.labels[near[2 * n + 1]] != map.labels[n];
  return wrong / map.count;
}

/// The sum of p log(p / q) over all pairs, from the definitions: every other sample is a neighbour, and its share falls
/// with this precision.
double divergence(const Samples& samples, const std::vector<float>& map, const std::vector<double>& precision) {
  const std::uint32_t n = samples.count;
  std::vector<double> p(std::size_t{n} * n), q(p.size());
  const auto squared = [](const float* a, const float* b, int features) {
    double sum = 0;
    for (int f = 0; f < features; ++f) sum += std::pow(static_cast<double>(a[f]) - static_cast<double>(b[f]), 2);
    return sum;
  };
  double all = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    double row = 0;
    for (std::uint32_t j = 0; j < n; ++j) {
      if (i == j) continue;
      row += p[i * n + j] = std::exp(-precision[i] * squared(samples.sample(i), samples.sample(j), samples.features));
      all += q[i * n + j] = 1 / (1 + squared(&map[2 * i], &map[2 * j], 2));
    }
    for (std::uint32_t j = 0; j < n; ++j) p[i * n + j] /= row;
  }
  double sum = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t j = 0; j < n; ++j) {
      const double share = (p[i * n + j] + p[j * n + i]) / (2.0 * n);
      if (share > 0) sum += share * std::log(share / (q[i * n + j] / all));
    }
  }
  return sum;
}

TEST_CASE("groups of samples are groups in the map", "[tsne]") {
  const Samples samples = distant_clusters(300, 6);
  const Samples map = map_of(samples);
  CHECK(strangers(map) == 0);
  CHECK(trustworthiness(samples, map, 10, portable_compute(1)) > 0.95);
}

TEST_CASE("neighbourhoods are kept better than by the first two features", "[tsne]") {
  Samples samples{5, 400, {}, {}};
  Random random({8, Stream::kTest, 0});
  for (int i = 0; i < 2000; ++i) samples.values.push_back(random.normal());
  const Samples map = map_of(samples), plain{2, 400, first_features(samples), {}};
  const double kept = trustworthiness(samples, map, 10, portable_compute(1));
  CHECK(kept > 0.85);
  CHECK(kept > trustworthiness(samples, plain, 10, portable_compute(1)) + 0.1);
}

TEST_CASE("the map is the same however the work is divided", "[tsne]") {
  const Samples samples = distant_clusters(60, 3);
  TsneOptions options;
  options.iterations = 20;
  const std::vector<float> whole = map_of(samples, options, 1000).values;
  CHECK(map_of(samples, options, 7).values == whole);
  CHECK(map_of(samples, options, 1).values == whole);
}

TEST_CASE("a complete map rests at a minimum of the divergence", "[tsne][long]") {
  Samples samples{2, 40, {}, {}};
  Random random({9, Stream::kTest, 0});
  for (int i = 0; i < 80; ++i) samples.values.push_back(random.normal());
  TsneOptions options;
  options.perplexity = 13;  // three times as much: all others are neighbours
  options.openness = 0;
  options.iterations = 3000;
  Tsne tsne(samples, first_features(samples), options);
  const Samples map = map_of(samples, tsne);
  std::vector<double> precision;
  for (std::uint32_t i = 0; i < samples.count; ++i) {
    // The precision at which the entropy is log(13), by halving.
    double low = 0, high = 1e3;
    for (int k = 0; k < 200; ++k) {
      const double middle = (low + high) / 2;
      double sum = 0, weighted = 0;
      for (std::uint32_t j = 0; j < samples.count; ++j) {
        const double x = static_cast<double>(samples.sample(i)[0] - samples.sample(j)[0]);
        const double y = static_cast<double>(samples.sample(i)[1] - samples.sample(j)[1]);
        const double share = i == j ? 0 : std::exp(-middle * (x * x + y * y));
        sum += share;
        weighted += share * middle * (x * x + y * y);
      }
      (sum > 0 && std::log(sum) + weighted / sum > std::log(13.0) ? low : high) = middle;
    }
    precision.push_back((low + high) / 2);
  }
  const double least = divergence(samples, map.values, precision);
  for (std::size_t i = 0; i < map.values.size(); i += 7) {
    for (const float step : {-0.05f, 0.05f}) {
      std::vector<float> moved = map.values;
      moved[i] += step;
      CHECK(divergence(samples, moved, precision) > least);
    }
  }
}

TEST_CASE("a map that follows another keeps its places where the samples stay", "[tsne]") {
  const Samples samples = distant_clusters(150, 3);
  Tsne first(samples, first_features(samples), {});
  const Samples map = map_of(samples, first);
  TsneOptions options;
  options.exaggerated = 0;
  options.iterations = 50;
  Tsne next(samples, first.places(), options);
  const Samples followed = map_of(samples, next);
  float width = 0, moved = 0;
  for (std::size_t i = 0; i < map.values.size(); ++i) {
    width = std::max(width, std::abs(map.values[i]));
    moved = std::max(moved, std::abs(followed.values[i] - map.values[i]));
  }
  CHECK(moved < 0.1f * width);
}

TEST_CASE("no part of the map of 5,000 codes takes longer than half a frame", "[time]") {
  Samples samples{32, 5000, {}, {}};
  Random random({10, Stream::kTest, 0});
  for (int i = 0; i < 32 * 5000; ++i) samples.values.push_back(random.normal());
  TsneOptions options;
  options.iterations = 20;
  Tsne tsne(samples, first_features(samples), options);
  double longest = 0;
  for (bool more = true; more;) {
    const auto start = std::chrono::steady_clock::now();
    more = tsne.advance(8, portable_compute(1));
    longest =
        std::max(longest, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  CHECK(longest < 8);
}

TEST_CASE("many equal samples, and some that are nearly equal, have a map of finite places", "[tsne]") {
  Samples samples{3, 120, {}, {}};
  for (std::uint32_t n = 0; n < 120; ++n) {
    const float beside = n % 3 == 1 ? 1e-3f * static_cast<float>(n % 5) : 0;
    samples.values.insert(samples.values.end(), {1000, 1000 + beside, n % 3 == 2 ? 1010.0f : 1000.0f});
  }
  TsneOptions options;
  options.iterations = 150;
  const Samples map = map_of(samples, options);
  CHECK(std::all_of(map.values.begin(), map.values.end(), [](float value) { return std::isfinite(value); }));
}

TEST_CASE("a start on a line becomes a map in the plane", "[tsne]") {
  Samples samples{1, 200, {}, {}};
  Random random({12, Stream::kTest, 0});
  std::vector<float> start;
  for (int i = 0; i < 200; ++i) {
    samples.values.push_back(random.normal());
    start.insert(start.end(), {samples.values.back(), 0});
  }
  Tsne tsne(samples, start, {});
  const Samples map = map_of(samples, tsne);
  float width = 0, height = 0;
  for (std::uint32_t n = 0; n < 200; ++n) {
    width = std::max(width, std::abs(map.sample(n)[0]));
    height = std::max(height, std::abs(map.sample(n)[1]));
  }
  CHECK(height > 0.01f * width);
}

TEST_CASE("few samples and equal ones have a map of finite places", "[tsne]") {
  for (const std::uint32_t count : {0u, 1u, 3u, 4u, 5u, 12u}) {
    CAPTURE(count);
    Samples samples{2, count, std::vector<float>(2 * std::size_t{count}, 0.5f), {}};
    if (count > 4) samples.values[0] = 1;
    TsneOptions options;
    options.iterations = 50;
    const Samples map = map_of(samples, options);
    CHECK(map.values.size() == 2 * std::size_t{count});
    CHECK(std::all_of(map.values.begin(), map.values.end(), [](float value) { return std::isfinite(value); }));
  }
}

}  // namespace
}  // namespace hourglass
