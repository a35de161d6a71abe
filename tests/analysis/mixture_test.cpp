#include "analysis/mixture.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

using Catch::Approx;

/// `count` samples of three values; the first value is near -5 in a quarter of the samples and near +5 in the others.
std::vector<float> two_clusters(std::size_t count) {
  std::vector<float> samples;
  for (std::size_t n = 0; n < count; ++n) {
    Random random({3, Stream::kTest, n});
    const bool left = n % 4 == 0;
    samples.push_back((left ? -5.0f : 5.0f) + (left ? 0.5f : 1.0f) * random.normal());
    samples.push_back((left ? 2.0f : 0.0f) + 0.3f * random.normal());
    samples.push_back(random.normal());
  }
  return samples;
}

bool finite(const Mixture& mixture) {
  const auto all = [](const std::vector<float>& values) {
    return std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); });
  };
  return all(mixture.weights) && all(mixture.means) && all(mixture.deviations) &&
         std::all_of(mixture.deviations.begin(), mixture.deviations.end(), [](float v) { return v > 0; });
}

TEST_CASE("a mixture finds two clusters, their shares and their widths", "[unit]") {
  const std::vector<float> samples = two_clusters(2000);
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    MixtureFit fit(samples, 3, 2, seed);
    for (int i = 0; i < 100 && fit.improve(); ++i) {
    }
    CHECK_FALSE(fit.gains());
    const Mixture& m = fit.mixture();
    const std::size_t left = m.means[0] < m.means[3] ? 0 : 1, right = 1 - left;
    CHECK(m.weights[left] == Approx(0.25).margin(0.005));
    CHECK(m.weights[right] == Approx(0.75).margin(0.005));
    CHECK(m.means[3 * left] == Approx(-5).margin(0.1));
    CHECK(m.means[3 * left + 1] == Approx(2).margin(0.1));
    CHECK(m.means[3 * right] == Approx(5).margin(0.1));
    CHECK(m.deviations[3 * left] == Approx(0.5).margin(0.05));
    CHECK(m.deviations[3 * right] == Approx(1).margin(0.06));
    CHECK(m.deviations[3 * right + 1] == Approx(0.3).margin(0.03));
  }
}

TEST_CASE("the likelihood rises and never falls", "[unit]") {
  const std::vector<float> samples = two_clusters(400);
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    MixtureFit fit(samples, 3, 6, seed);
    fit.improve();
    const double first = fit.log_likelihood();
    double before = first;
    for (int i = 0; i < 40; ++i) {
      fit.improve();
      CHECK(fit.log_likelihood() >= before - 1e-6);
      before = fit.log_likelihood();
    }
    CHECK(before > first + 0.1);
  }
}

TEST_CASE("one component has the samples' mean and deviation", "[unit]") {
  const std::vector<float> samples = {1, 10, 2, 10, 6, 40};
  MixtureFit fit(samples, 2, 1, 7);
  fit.improve();
  CHECK(fit.mixture().weights == std::vector<float>{1});
  CHECK(fit.mixture().means[0] == Approx(3));
  CHECK(fit.mixture().means[1] == Approx(20));
  CHECK(fit.mixture().deviations[0] == Approx(std::sqrt(14.0 / 3)));
  CHECK(fit.mixture().deviations[1] == Approx(std::sqrt(200.0)));
}

TEST_CASE("an iteration in slices gives the same mixture as a whole one", "[unit]") {
  const std::vector<float> samples = two_clusters(100);
  MixtureFit whole(samples, 3, 4, 1), sliced(samples, 3, 4, 1);
  for (int i = 0; i < 3; ++i) {
    whole.improve();
    int calls = 1;
    while (!sliced.advance(7)) ++calls;
    CHECK(calls == 15);
  }
  CHECK(whole.mixture().means == sliced.mixture().means);
  CHECK(whole.mixture().deviations == sliced.mixture().deviations);
  CHECK(whole.log_likelihood() == sliced.log_likelihood());
}

TEST_CASE("equal samples, too few samples and none give a finite mixture", "[unit]") {
  const std::vector<float> equal(60, 2.5f), few = {1, 2, 3, 4};
  MixtureFit of_equal(equal, 3, 5, 0), of_few(few, 2, 8, 0), of_none({}, 3, 4, 0);
  for (int i = 0; i < 10; ++i) {
    of_equal.improve();
    of_few.improve();
    CHECK_FALSE(of_none.improve());
  }
  CHECK(finite(of_equal.mixture()));
  CHECK(std::isfinite(of_equal.log_likelihood()));
  CHECK(of_equal.mixture().means == std::vector<float>(15, 2.5f));
  CHECK(finite(of_few.mixture()));
  CHECK(of_few.mixture().components() == 8);
  CHECK(of_none.mixture().components() == 0);
  Random random({1, Stream::kTest, 0});
  CHECK(draw(of_none.mixture(), random, 1).empty());
}

TEST_CASE("a fit to changed samples starts from the previous mixture", "[unit]") {
  std::vector<float> samples = two_clusters(400);
  MixtureFit first(samples, 3, 2, 0);
  for (int i = 0; i < 20; ++i) first.improve();
  for (float& value : samples) value *= 1.1f;
  MixtureFit second(samples, 3, 2, 99, first.mixture());
  second.improve();
  for (std::size_t i = 0; i < 6; ++i)
    CHECK(second.mixture().means[i] == Approx(1.1 * first.mixture().means[i]).margin(0.05));

  // A component of weight 0 restarts at samples that the others do not explain.
  Mixture idle = first.mixture();
  const std::size_t left = idle.means[0] < idle.means[3] ? 0 : 1;
  idle.weights[left] = 0;
  idle.weights[1 - left] = 1;
  for (std::size_t i = 0; i < 3; ++i) idle.means[3 * left + i] = 1000;
  MixtureFit third(samples, 3, 2, 0, idle);
  for (int i = 0; i < 20; ++i) third.improve();
  CHECK(third.mixture().weights[left] == Approx(0.25).margin(0.01));
}

TEST_CASE("draws have the mixture's shares, means and deviations, times the temperature", "[unit]") {
  const Mixture mixture{1, {0.2f, 0.8f}, {-10, 10}, {1, 2}};
  for (float temperature : {1.0f, 0.5f, 0.0f}) {
    double left = 0, sum = 0, squares = 0, right = 0;
    for (std::uint64_t n = 0; n < 4000; ++n) {
      Random random({11, Stream::kMixtureDraws, n});
      const float x = draw(mixture, random, temperature).at(0);
      if (x < 0) {
        ++left;
        continue;
      }
      ++right;
      sum += x;
      squares += (x - 10.0) * (x - 10.0);
    }
    CHECK(left / 4000 == Approx(0.2).margin(0.02));
    CHECK(sum / right == Approx(10).margin(0.12));
    CHECK(std::sqrt(squares / right) == Approx(2 * temperature).margin(0.08));
  }
}

TEST_CASE("after a small change of the weights few draws change their component", "[unit]") {
  const Mixture before{1, {0.1f, 0.2f, 0.3f, 0.4f}, {0, 1, 2, 3}, {1, 1, 1, 1}};
  Mixture after = before;
  after.weights = {0.12f, 0.2f, 0.3f, 0.38f};
  int changed = 0;
  for (std::uint64_t n = 0; n < 2000; ++n) {
    Random one({4, Stream::kMixtureDraws, n}), other({4, Stream::kMixtureDraws, n});
    changed += draw(before, one, 0) != draw(after, other, 0);
  }
  CHECK(changed > 0);
  CHECK(changed < 2000 * 0.06);
}

}  // namespace
}  // namespace hourglass
