#include "analysis/anomaly.h"

#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "data/digits.h"
#include "data/transforms.h"

namespace hourglass {
namespace {

Compute portable() { return Compute(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1); }

}  // namespace

TEST_CASE("one label is normal, or some are anomalies; samples without a label count for neither", "[analysis]") {
  const std::vector<double> scores = {0.1, 5, 0.2, 4, 9};
  const std::vector<int> labels = {3, 1, 3, 2, kNoLabel};
  const LabelledScores one = scores_by_label(scores, labels, {.normal = 3});
  CHECK(one.normal == std::vector<double>{0.1, 0.2});
  CHECK(one.anomalous == std::vector<double>{5, 4});
  const LabelledScores some = scores_by_label(scores, labels, {.anomalies = {2}});
  CHECK(some.normal == std::vector<double>{0.1, 5, 0.2});
  CHECK(some.anomalous == std::vector<double>{4});
  CHECK(some.has_both());
  CHECK_FALSE(scores_by_label(scores, labels, {.anomalies = {7}}).has_both());
}

TEST_CASE("PCA of one digit detects the others better with components than with none", "[analysis]") {
  const auto digits =
      std::make_shared<Digits>(GeneratedOptions{.seed = 2, .training_count = 3000, .held_out_count = 400});
  const auto ones = transformed(digits, {.only_class = 1});
  REQUIRE(ones);
  const Samples normal = read_samples(**ones, Split::kTraining), judged = read_samples(**ones, Split::kHeldOut);
  const PrincipalDetector pca = principal_detector(normal, judged, {.normal = 1}, 16, {}, portable());
  REQUIRE(pca.auc_by_rank.size() == 17);
  CAPTURE(pca.auc_by_rank[0], pca.auc_by_rank[16]);
  CHECK(pca.auc_by_rank[16] > 0.97);
  CHECK(pca.auc_by_rank[16] > pca.auc_by_rank[0]);
  for (double area : pca.auc_by_rank) CHECK(pca.auc_by_rank[static_cast<std::size_t>(pca.rank)] >= area);
  CHECK(pca.scores.scores.size() == judged.count);
}

TEST_CASE("nearest neighbours and the isolation forest score what lies apart highest", "[analysis]") {
  const Samples normal{1, 6, {1, 1.1f, 1.2f, 0.9f, 1.3f, 0.8f}, {}}, judged{1, 3, {1, 1.1f, 4}, {}};
  const auto detectors = model_free_detectors(normal, judged, {.scores_normal = true, .neighbours = 2}, portable());
  REQUIRE(detectors.size() == 2);
  for (const DetectorScores& detector : detectors) {
    CAPTURE(detector.id);
    REQUIRE(detector.scores.size() == 3);
    CHECK(detector.scores[2] > detector.scores[0]);
    CHECK(detector.scores[2] > detector.scores[1]);
    CHECK(detector.normal.size() == 6);
  }
  // Of a sample learned from, the sample itself is not one of its neighbours.
  CHECK(std::abs(detectors[0].normal[4] - 0.2) < 1e-6);
}

TEST_CASE("the threshold flags a share of the samples, or lies at a quantile of those learned from", "[analysis]") {
  const DetectorScores scores{"", "", {5, 1, 4, 2, 3}, {10, 20, 30}};
  using Kind = ThresholdRule::Kind;
  CHECK(threshold_of({Kind::kContamination, 0.4}, scores) == 4);
  CHECK(threshold_of({Kind::kContamination, 0}, scores) == 5);
  CHECK(threshold_of({Kind::kContamination, 1}, scores) == 1);
  CHECK(threshold_of({Kind::kQuantile, 0.5}, scores) == 20);
  CHECK(threshold_of({Kind::kQuantile, 0.75}, scores) == 25);
}

}  // namespace hourglass
