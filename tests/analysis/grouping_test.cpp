#include "analysis/grouping.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "analysis/gaussian_groups.h"
#include "support/grouping_fixture.h"

namespace hourglass {

TEST_CASE("the silhouette finds the number of distant clusters", "[groups]") {
  const Samples samples = distant_clusters(240, 5);
  for (const GroupMethodRow& row : group_methods()) {
    CAPTURE(row.id);
    const auto tried = silhouettes_by_count(samples, 9, {.method = row.kind}, portable_compute(1));
    REQUIRE(tried.size() == 8);
    CHECK(tried.front().count == 2);
    CHECK(best_count(tried) == 5);
  }
}

TEST_CASE("groups are numbered by their sizes and have figures", "[groups]") {
  // Clusters of 100, 60 and 40.
  const Samples thirds = distant_clusters(300, 3);
  std::vector<std::uint32_t> kept;
  for (std::uint32_t n = 0; n < 300; ++n) {
    const std::uint32_t most[] = {40, 100, 60};
    if (n / 3 < most[n % 3]) kept.push_back(n);
  }
  Samples samples = pick_samples(thirds, kept);
  samples.labels[5] = kNoLabel;
  const std::vector<int> groups = group_samples(samples, 3, {}, portable_compute(2));
  const GroupFigures figures = group_figures(samples, groups, 1, portable_compute(1));
  CHECK(figures.sizes == std::vector<std::uint32_t>{100, 60, 40});
  CHECK(figures.silhouette > 0.7);
  REQUIRE(figures.agreement);
  CHECK(figures.agreement->adjusted_rand_index == 1);
  samples.labels.assign(samples.count, kNoLabel);
  CHECK_FALSE(group_figures(samples, groups, 1, portable_compute(1)).agreement);
}

TEST_CASE("fewer samples than counts to try are tried as far as they go", "[groups]") {
  const Samples few{1, 4, {0, 1, 5, 6}, {}};
  const auto tried = silhouettes_by_count(few, 20, {}, portable_compute(1));
  REQUIRE(tried.size() == 2);
  CHECK(best_count(tried) == 2);
}

TEST_CASE("a mixture takes a limited number of features, k-means any", "[groups]") {
  CHECK(can_group(GroupMethod::kMixture, kMostGaussianFeatures));
  CHECK_FALSE(can_group(GroupMethod::kMixture, kMostGaussianFeatures + 1));
  CHECK(can_group(GroupMethod::kKMeans, 100000));
}

}  // namespace hourglass
