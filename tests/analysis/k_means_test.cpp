#include "analysis/k_means.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "support/grouping_fixture.h"

namespace hourglass {

TEST_CASE("Lloyd's iteration from given centres ends where that of scikit-learn does", "[groups]") {
  const auto fixture = read_fixture("grouping.json");
  const KMeans found = lloyd(fixture_samples(fixture), floats(fixture.at("first_centres")), 300, portable_compute(1));
  const auto& expected = fixture.at("k_means");
  CHECK(found.groups == expected.at("groups").get<std::vector<int>>());
  CHECK(difference(found.inertia, expected.at("inertia")) < 1e-6);
  CHECK(difference(found.centres.data(), expected.at("centres")) < 1e-6);
}

TEST_CASE("k-means finds distant clusters from every seed", "[groups]") {
  const Samples samples = distant_clusters(700, 6);
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const KMeans found = fit_k_means(samples, {.count = 6, .seed = seed}, portable_compute(1));
    CAPTURE(seed);
    for (std::uint32_t n = 6; n < samples.count; ++n) REQUIRE(found.groups[n] == found.groups[n % 6]);
    // Three values of variance 1 each.
    CHECK(found.inertia / samples.count > 2.5);
    CHECK(found.inertia / samples.count < 3.5);
  }
}

TEST_CASE("more restarts never give more inertia", "[groups]") {
  const Samples samples = fixture_samples(read_fixture("grouping.json"));
  double before = fit_k_means(samples, {.count = 12, .restarts = 1}, portable_compute(1)).inertia;
  const double first = before;
  for (int restarts : {2, 8, 32}) {
    const double now = fit_k_means(samples, {.count = 12, .restarts = restarts}, portable_compute(1)).inertia;
    CHECK(now <= before);
    before = now;
  }
  CHECK(before < first);
}

TEST_CASE("k-means gives the same bits for any number of threads", "[groups]") {
  const Samples samples = distant_clusters(3500, 4);
  const KMeans one = fit_k_means(samples, {.count = 9, .restarts = 2}, portable_compute(1));
  for (int threads : {2, 3}) {
    const KMeans other = fit_k_means(samples, {.count = 9, .restarts = 2}, portable_compute(threads));
    CHECK(one.groups == other.groups);
    CHECK(one.centres == other.centres);
    CHECK(one.inertia == other.inertia);
  }
}

TEST_CASE("a centre without samples moves to the sample farthest from its own", "[groups]") {
  const Samples samples{1, 5, {0, 1, 2, 3, 20}, {}};
  const KMeans found = lloyd(samples, {1, 500}, 300, portable_compute(1));
  CHECK(found.groups == std::vector<int>{0, 0, 0, 0, 1});
  CHECK(found.centres == std::vector<float>{1.5f, 20});
}

TEST_CASE("equal samples and as many groups as samples are no trouble", "[groups]") {
  const Samples equal{2, 6, std::vector<float>(12, 0.5f), {}}, few{1, 3, {4, 1, 9}, {}};
  CHECK(fit_k_means(equal, {.count = 3}, portable_compute(1)).inertia == 0);
  const KMeans alone = fit_k_means(few, {.count = 3}, portable_compute(1));
  CHECK(alone.inertia == 0);
  std::vector<int> groups = alone.groups;
  std::sort(groups.begin(), groups.end());
  CHECK(groups == std::vector<int>{0, 1, 2});
}

}  // namespace hourglass
