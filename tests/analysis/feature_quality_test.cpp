#include "analysis/feature_quality.h"

#include <catch2/catch_test_macros.hpp>

#include "support/grouping_fixture.h"

namespace hourglass {
namespace {

/// Overlapping clusters of two classes in 20 features.
Samples overlapping(std::uint64_t seed, std::uint32_t count) {
  Samples samples{20, count, {}, {}};
  for (std::uint32_t n = 0; n < count; ++n) {
    Random random({seed, Stream::kTest, n});
    samples.labels.push_back(static_cast<int>(n % 2));
    for (int i = 0; i < 20; ++i) samples.values.push_back(random.normal() + (n % 2 == 0 ? 0.3f : -0.3f));
  }
  return samples;
}

}  // namespace

TEST_CASE("more labels read held-out samples better, and all points have an interval", "[analysis]") {
  const auto curve = feature_quality(overlapping(1, 2000), overlapping(2, 1500),
                                     {.labels_per_class = {200, 4, 5000, 200}}, portable_compute(1));
  REQUIRE(curve);
  REQUIRE(curve->size() == 3);
  CHECK((*curve)[0].per_class == 4);
  CHECK((*curve)[0].labels == 8);
  CHECK((*curve)[1].labels == 400);
  CHECK((*curve)[2].per_class == 0);
  CHECK((*curve)[2].labels == 2000);
  for (const LabelledPoint& point : *curve) {
    for (const LabelReading& reading : {point.linear, point.neighbours}) {
      CHECK(reading.predicted.size() == 1500);
      CHECK(reading.interval.low < reading.accuracy);
      CHECK(reading.accuracy < reading.interval.high);
    }
  }
  CHECK((*curve)[0].linear.accuracy + 0.05 < (*curve)[2].linear.accuracy);
  // The best classifier reads 91 % correctly.
  CHECK((*curve)[2].linear.accuracy > 0.88);
  CHECK((*curve)[2].linear.accuracy < 0.94);
}

TEST_CASE("held-out samples do not change what is predicted for others", "[analysis]") {
  const Samples training = overlapping(1, 300), held_out = overlapping(2, 200);
  Samples wrong = held_out;
  for (int& label : wrong.labels) label = 1 - label;
  const auto right = feature_quality(training, held_out, {}, portable_compute(1)),
             other = feature_quality(training, wrong, {}, portable_compute(2));
  REQUIRE(right);
  REQUIRE(other);
  for (std::size_t i = 0; i < right->size(); ++i) {
    CHECK((*right)[i].linear.predicted == (*other)[i].linear.predicted);
    CHECK((*right)[i].neighbours.predicted == (*other)[i].neighbours.predicted);
  }
}

TEST_CASE("features without labels are refused", "[analysis]") {
  const Samples with = overlapping(1, 40);
  Samples without = with, partly = with;
  without.labels.assign(40, kNoLabel);
  partly.labels[3] = kNoLabel;
  const Compute compute = portable_compute(1);
  CHECK(feature_quality(partly, with, {}, compute));
  for (const auto& result : {feature_quality(without, with, {}, compute), feature_quality(with, partly, {}, compute)}) {
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode("data-no-labels"));
  }
}

}  // namespace hourglass
