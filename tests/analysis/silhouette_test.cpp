#include "analysis/silhouette.h"

#include <catch2/catch_test_macros.hpp>

#include "support/grouping_fixture.h"

namespace hourglass {

TEST_CASE("the silhouette is that of scikit-learn", "[groups]") {
  const auto fixture = read_fixture("grouping.json");
  const Samples samples = fixture_samples(fixture);
  const auto groups = fixture.at("k_means").at("groups").get<std::vector<int>>();
  CHECK(difference(silhouette(samples, groups, portable_compute(1)), fixture.at("silhouette")) < 1e-6);
  CHECK(difference(silhouette(samples, samples.labels, portable_compute(2)), fixture.at("silhouette_of_labels")) <
        1e-6);
}

TEST_CASE("the silhouette does not depend on where the samples lie", "[groups]") {
  const auto fixture = read_fixture("grouping.json");
  Samples samples = fixture_samples(fixture);
  for (float& value : samples.values) value += 1024;
  CHECK(difference(silhouette(samples, samples.labels, portable_compute(1)), fixture.at("silhouette_of_labels")) <
        1e-5);
}

TEST_CASE("lone samples, equal samples and one group have a silhouette of 0", "[groups]") {
  const Compute compute = portable_compute(1);
  const Samples three{1, 3, {0, 1, 5}, {}}, equal{1, 3, {2, 2, 2}, {}};
  CHECK(silhouette(three, std::vector<int>{0, 1, 2}, compute) == 0);
  CHECK(silhouette(three, std::vector<int>{0, 0, 0}, compute) == 0);
  CHECK(silhouette(equal, std::vector<int>{0, 0, 1}, compute) == 0);
  // Of the pair: (5 - 1) / 5 and (4 - 1) / 4; the lone third counts as 0. Group 1 is empty.
  CHECK(difference(silhouette(three, std::vector<int>{0, 0, 2}, compute), (0.8 + 0.75) / 3) < 1e-6);
}

}  // namespace hourglass
