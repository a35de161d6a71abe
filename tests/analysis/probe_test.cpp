#include "analysis/probe.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/random.h"

namespace hourglass {
namespace {

/// Clusters around the corners of a square, one per class; feature 3 is noise of another scale, feature 4 constant.
Samples clusters(std::uint64_t seed, std::uint32_t count, float spread) {
  Random random({seed, Stream::kTest, 0});
  Samples samples{4, count, {}, {}};
  for (std::uint32_t n = 0; n < count; ++n) {
    const int label = static_cast<int>(n % 4);
    samples.labels.push_back(label);
    samples.values.push_back(static_cast<float>(label % 2) + spread * random.normal());
    samples.values.push_back(static_cast<float>(label / 2) + spread * random.normal());
    samples.values.push_back(1000 * random.normal());
    samples.values.push_back(7);
  }
  return samples;
}

Compute compute_with(int threads) {
  return {*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, threads};
}

}  // namespace

TEST_CASE("the probe classifies separate clusters without error, at any scale of the features", "[analysis]") {
  const auto result = logistic_probe(clusters(1, 800, 0.05f), clusters(2, 400, 0.05f), {}, compute_with(1));
  REQUIRE(result);
  CHECK(result->training_error == 0);
  CHECK(result->held_out_error == 0);
}

TEST_CASE("the probe's error on overlapping clusters is near that of the best classifier", "[analysis]") {
  // Spread s around corners 1 apart: each coordinate is wrong with probability Q(1 / 2s); s = 0.4 gives 0.1056.
  const double wrong = 0.10565, best = 1 - (1 - wrong) * (1 - wrong);
  const auto result = logistic_probe(clusters(3, 8000, 0.4f), clusters(4, 4000, 0.4f), {}, compute_with(1));
  REQUIRE(result);
  CAPTURE(result->held_out_error, best);
  CHECK(std::abs(result->held_out_error - best) < 0.025);
}

TEST_CASE("the probe chooses the scale with the smaller error", "[analysis]") {
  // The features that hold the labels are much smaller than the noise; with a common scale the decay suppresses them.
  const auto own = logistic_probe(clusters(9, 800, 0.05f), clusters(10, 400, 0.05f), {}, compute_with(1));
  REQUIRE(own);
  CHECK(own->scale == FeatureScale::kOwn);
  // Two features of variance 1 hold the labels; the others are noise of small variance.
  const auto noisy = [](std::uint64_t seed, std::uint32_t count) {
    Samples samples = clusters(seed, count, 0.4f);
    samples.features = 60;
    std::vector<float> values;
    Random random({seed, Stream::kTest, 1});
    for (std::uint32_t n = 0; n < count; ++n) {
      values.insert(values.end(), {samples.values[4 * n], samples.values[4 * n + 1]});
      for (int i = 2; i < 60; ++i) values.push_back(0.01f * random.normal());
    }
    samples.values = values;
    return samples;
  };
  const auto common = logistic_probe(noisy(11, 240), noisy(12, 2000), {}, compute_with(1));
  ProbeOptions only_own;
  only_own.scales = {FeatureScale::kOwn};
  const auto compared = logistic_probe(noisy(11, 240), noisy(12, 2000), only_own, compute_with(1));
  REQUIRE(common);
  REQUIRE(compared);
  CHECK(common->scale == FeatureScale::kCommon);
  CHECK(common->held_out_error < compared->held_out_error);
}

TEST_CASE("the probe gives the same result for any number of threads", "[analysis]") {
  const auto one = logistic_probe(clusters(5, 3000, 0.4f), clusters(6, 1000, 0.4f), {}, compute_with(1));
  const auto two = logistic_probe(clusters(5, 3000, 0.4f), clusters(6, 1000, 0.4f), {}, compute_with(2));
  REQUIRE(one);
  REQUIRE(two);
  CHECK(one->held_out_error == two->held_out_error);
  CHECK(one->iterations == two->iterations);
}

TEST_CASE("the probe refuses samples without labels", "[analysis]") {
  Samples without = clusters(7, 40, 0.1f);
  without.labels[3] = kNoLabel;
  const auto result = logistic_probe(without, clusters(8, 40, 0.1f), {}, compute_with(1));
  REQUIRE(!result);
  CHECK(result.error().code == ErrorCode("data-no-labels"));
}

}  // namespace hourglass
