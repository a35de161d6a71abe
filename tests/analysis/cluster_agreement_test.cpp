#include "analysis/cluster_agreement.h"

#include <catch2/catch_test_macros.hpp>

#include "support/fixture.h"

namespace hourglass {

TEST_CASE("purity, mutual information and Rand index are those of scikit-learn", "[groups]") {
  const nlohmann::json fixture = read_fixture("grouping.json");
  for (const auto& c : fixture.at("agreements")) {
    CAPTURE(c.at("name"));
    const auto found =
        cluster_agreement(c.at("groups").get<std::vector<int>>(), c.at("labels").get<std::vector<int>>());
    CHECK(difference(found.purity, c.at("purity")) < 1e-12);
    CHECK(difference(found.normalised_mutual_information, c.at("normalised_mutual_information")) < 1e-12);
    CHECK(difference(found.adjusted_rand_index, c.at("adjusted_rand_index")) < 1e-12);
  }
}

TEST_CASE("a single sample agrees with itself", "[groups]") {
  const std::vector<int> one = {3};
  const ClusterAgreement found = cluster_agreement(one, one);
  CHECK(found.purity == 1);
  CHECK(found.normalised_mutual_information == 1);
  CHECK(found.adjusted_rand_index == 1);
}

}  // namespace hourglass
