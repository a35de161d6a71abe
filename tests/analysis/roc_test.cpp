#include "analysis/roc.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/random.h"

namespace hourglass {

TEST_CASE("the area under the ROC curve is the share of correctly ordered pairs; a tie counts as half", "[analysis]") {
  CHECK(area_under_roc(std::vector<double>{1, 2}, std::vector<double>{3, 4}) == 1);
  CHECK(area_under_roc(std::vector<double>{3, 4}, std::vector<double>{1, 2}) == 0);
  CHECK(area_under_roc(std::vector<double>{5, 5, 5}, std::vector<double>{5, 5}) == 0.5);
  // Of six pairs four are ordered correctly and one is a tie.
  CHECK(std::abs(area_under_roc(std::vector<double>{1, 2, 3}, std::vector<double>{2, 4}) - 4.5 / 6) < 1e-12);

  constexpr std::uint64_t kSeed = 11;
  CAPTURE(kSeed);
  Random random({kSeed, Stream::kTest, 0});
  std::vector<double> negatives, positives;
  for (int i = 0; i < 80; ++i) negatives.push_back(random.below(20));
  for (int i = 0; i < 50; ++i) positives.push_back(4 + random.below(20));
  double pairs = 0;
  for (double n : negatives) {
    for (double p : positives) pairs += p > n ? 1 : p == n ? 0.5 : 0;
  }
  CHECK(std::abs(area_under_roc(negatives, positives) - pairs / (80 * 50)) < 1e-12);
}

TEST_CASE("the ROC curve has one point per distinct score, from one corner to the other", "[analysis]") {
  const auto curve = roc_curve(std::vector<double>{1, 2, 2}, std::vector<double>{2, 3});
  REQUIRE(curve.size() == 4);
  CHECK((curve.front().false_positive_rate == 0 && curve.front().true_positive_rate == 0));
  CHECK((curve[1].false_positive_rate == 0 && curve[1].true_positive_rate == 0.5));
  CHECK((std::abs(curve[2].false_positive_rate - 2.0 / 3) < 1e-12 && curve[2].true_positive_rate == 1));
  CHECK((curve.back().false_positive_rate == 1 && curve.back().true_positive_rate == 1));
}

}  // namespace hourglass
