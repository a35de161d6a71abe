#include "analysis/trustworthiness.h"

#include <catch2/catch_test_macros.hpp>

#include "support/grouping_fixture.h"

namespace hourglass {

TEST_CASE("trustworthiness is that of scikit-learn", "[groups]") {
  const auto fixture = read_fixture("grouping.json");
  const Samples samples = fixture_samples(fixture), map = samples_of(fixture.at("map"), 2, fixture.at("labels"));
  for (const auto& row : fixture.at("trustworthiness")) {
    CAPTURE(row.at("neighbours"));
    CHECK(difference(trustworthiness(samples, map, row.at("neighbours"), portable_compute(1)), row.at("value")) < 1e-9);
  }
}

TEST_CASE("a map that keeps all distances is trusted, one that knows nothing is not", "[groups]") {
  const Samples samples = distant_clusters(300, 3);
  CHECK(trustworthiness(samples, samples, 12, portable_compute(1)) == 1);
  Samples map{2, 300, {}, {}};
  Random random({7, Stream::kTest, 0});
  for (int i = 0; i < 600; ++i) map.values.push_back(random.normal());
  const double by_chance = trustworthiness(samples, map, 12, portable_compute(1));
  CHECK(by_chance > 0.4);
  CHECK(by_chance < 0.6);
}

}  // namespace hourglass
