#include "analysis/gaussian_groups.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "support/grouping_fixture.h"

namespace hourglass {
namespace {

double worst_difference(const std::vector<double>& found, const nlohmann::json& expected) {
  double worst = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) worst = std::max(worst, difference(found[i], expected[i]));
  return worst;
}

}  // namespace

TEST_CASE("a mixture with full covariances ends where that of scikit-learn does", "[groups]") {
  const auto fixture = read_fixture("grouping.json");
  const GaussianGroupsOptions precise{.iterations = 2000, .least_gain = 1e-9, .least_variance = 0};
  const auto first = fixture.at("k_means").at("groups").get<std::vector<int>>();
  const GaussianGroups found = fit_gaussian_groups(fixture_samples(fixture), first, 3, precise, portable_compute(1));
  const auto& expected = fixture.at("mixture");
  CHECK(difference(found.log_likelihood, expected.at("log_likelihood")) < 1e-5);
  CHECK(worst_difference(found.weights, expected.at("weights")) < 1e-3);
  CHECK(worst_difference(found.means, expected.at("means")) < 3e-3);
  CHECK(worst_difference(found.covariances, expected.at("covariances")) < 3e-3);
  CHECK(found.groups == expected.at("groups").get<std::vector<int>>());
}

TEST_CASE("two long groups side by side are told apart, as k-means cannot", "[groups]") {
  Samples samples{2, 600, {}, {}};
  std::vector<int> halves;  // of the long side, as k-means divides it
  for (std::uint32_t n = 0; n < 600; ++n) {
    Random random({4, Stream::kTest, n});
    const float along = 10 * random.normal();
    samples.labels.push_back(static_cast<int>(n % 2));
    samples.values.push_back(along);
    samples.values.push_back(along + (n % 2 == 0 ? 3.0f : -3.0f) + 0.3f * random.normal());
    // A start that is right a little more often than wrong.
    halves.push_back(n % 5 == 0 ? static_cast<int>(n % 2) : along > 0);
  }
  const GaussianGroups found =
      fit_gaussian_groups(samples, halves, 2, {.iterations = 2000, .least_gain = 1e-9}, portable_compute(1));
  int same = 0;
  for (std::size_t n = 0; n < 600; ++n) same += found.groups[n] == samples.labels[n];
  CHECK((same == 600 || same == 0));
}

TEST_CASE("a mixture gives the same bits for any number of threads", "[groups]") {
  const Samples samples = distant_clusters(3000, 4);
  std::vector<int> first;
  for (std::uint32_t n = 0; n < samples.count; ++n) first.push_back(static_cast<int>(n / 7 % 5));
  const GaussianGroups one = fit_gaussian_groups(samples, first, 5, {}, portable_compute(1));
  for (int threads : {2, 3}) {
    const GaussianGroups other = fit_gaussian_groups(samples, first, 5, {}, portable_compute(threads));
    CHECK(one.groups == other.groups);
    CHECK(one.covariances == other.covariances);
    CHECK(one.log_likelihood == other.log_likelihood);
  }
}

TEST_CASE("constant features, equal samples and components without samples give finite figures", "[groups]") {
  Samples samples = distant_clusters(40, 2);
  for (std::uint32_t n = 0; n < 40; ++n) samples.values[3 * n + 2] = 7;
  const Samples equal{2, 6, std::vector<float>(12, 0.5f), {}};
  for (const auto& [set, groups] : {std::pair<const Samples&, int>{samples, 2}, {samples, 4}, {equal, 2}}) {
    std::vector<int> first;
    for (std::uint32_t n = 0; n < set.count; ++n) first.push_back(static_cast<int>(n % 2));
    const GaussianGroups found = fit_gaussian_groups(set, first, groups, {}, portable_compute(1));
    CHECK(std::isfinite(found.log_likelihood));
    for (double value : found.covariances) REQUIRE(std::isfinite(value));
    for (int group : found.groups) REQUIRE((group == 0 || group == 1));
  }
}

}  // namespace hourglass
