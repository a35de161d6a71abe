#include "analysis/pairwise_distances.h"

#include <catch2/catch_test_macros.hpp>

#include "support/grouping_fixture.h"

namespace hourglass {

TEST_CASE("distances are Euclidean, of a sample to itself 0, wherever the samples lie", "[groups]") {
  const Samples square{2, 4, {1000, 1000, 1003, 1000, 1000, 1004, 1003, 1004}, {}};
  const Compute compute = portable_compute(1);
  const PairwiseDistances distances(square, compute);
  std::vector<float> rows;
  distances.read(1, 2, rows);
  REQUIRE(rows.size() == 8);
  CHECK(difference(rows.data(), {3, 0, 5, 4, 4, 5, 0, 3}) < 1e-6);
  CHECK(rows[1] == 0);
  CHECK(rows[6] == 0);
}

}  // namespace hourglass
