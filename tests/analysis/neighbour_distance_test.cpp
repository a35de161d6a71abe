#include "analysis/neighbour_distance.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "support/fixture.h"

namespace hourglass {
namespace {

Samples points_of(const nlohmann::json& list) {
  Samples samples{3, static_cast<std::uint32_t>(list.size()), {}, {}};
  for (const auto& point : list) {
    for (double value : point) samples.values.push_back(static_cast<float>(value));
  }
  return samples;
}

}  // namespace

TEST_CASE("distances are those to the neighbour of the given rank", "[analysis]") {
  const auto fixture = read_fixture("detection.json").at("neighbours");
  const Compute compute(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1);
  const Samples among = points_of(fixture.at("among")), queries = points_of(fixture.at("queries"));
  const std::vector<double> found = neighbour_distances(among, queries, 3, compute);
  REQUIRE(found.size() == queries.count);
  for (std::size_t n = 0; n < found.size(); ++n)
    CHECK(std::abs(found[n] - fixture.at("third")[n].get<double>()) < 1e-5);
  // Among fewer samples than asked for the farthest counts.
  const Samples two{1, 2, {0, 4}, {}}, one{1, 1, {1}, {}};
  CHECK(neighbour_distances(two, one, 5, compute) == std::vector<double>{3});
}

}  // namespace hourglass
