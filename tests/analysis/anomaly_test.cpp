#include "analysis/anomaly.h"

#include <catch2/catch_test_macros.hpp>

#include "data/digits.h"
#include "data/transforms.h"

namespace hourglass {

TEST_CASE("PCA of one digit detects the others better with components than with none", "[analysis]") {
  const auto digits = std::make_shared<Digits>(DigitsOptions{.seed = 2, .training_count = 3000, .held_out_count = 400});
  const auto ones = transformed(digits, {.only_class = 1});
  REQUIRE(ones);
  const Compute compute(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1);
  const auto areas = principal_anomaly_auc(read_samples(**ones, Split::kTraining),
                                           read_samples(**ones, Split::kHeldOut), 1, 16, compute);
  REQUIRE(areas.size() == 17);
  CAPTURE(areas[0], areas[16]);
  CHECK(areas[16] > 0.97);
  CHECK(areas[16] > areas[0]);
}

TEST_CASE("scores that are higher for every anomaly give an area of 1", "[analysis]") {
  const std::vector<double> scores = {0.1, 5, 0.2, 4};
  const std::vector<int> labels = {3, 1, 3, 2};
  CHECK(anomaly_auc(scores, labels, 3) == 1);
  CHECK(anomaly_auc(scores, labels, 1) == 0);
}

}  // namespace hourglass
