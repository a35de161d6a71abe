#include "data/heartbeats.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "analysis/roc.h"
#include "support/sample.h"

namespace hourglass {
namespace {

/// Samples of each kind, and the mean voltage of each place among them.
struct KindMean {
  int count = 0;
  std::vector<double> millivolts = std::vector<double>(128);

  /// Over a span of time in seconds.
  double between(double begin, double end) const {
    double sum = 0;
    const auto first = static_cast<std::size_t>(begin * 160), last = static_cast<std::size_t>(end * 160);
    for (std::size_t i = first; i < last; ++i) sum += millivolts[i] / count;
    return sum / static_cast<double>(last - first);
  }
};

constexpr std::uint32_t kSamples = 6000;

const std::vector<KindMean>& means() {
  static const std::vector<KindMean> kinds = [] {
    const Heartbeats beats({.seed = 1, .training_count = kSamples});
    std::vector<KindMean> result(5);
    for (std::uint32_t n = 0; n < kSamples; ++n) {
      KindMean& kind = result[static_cast<std::size_t>(beats.label(Split::kTraining, n))];
      const std::vector<float> beat = sample_of(beats, Split::kTraining, n);
      ++kind.count;
      for (std::size_t i = 0; i < 128; ++i) kind.millivolts[i] += beats.description().scaling.number(beat[i], i);
    }
    return result;
  }();
  return kinds;
}

const KindMean& mean_of(Beat kind) { return means()[static_cast<std::size_t>(kind)]; }

}  // namespace

TEST_CASE("nine of ten heartbeats are normal, and the other kinds are equally frequent", "[unit]") {
  CHECK(std::abs(mean_of(Beat::kNormal).count - 0.9 * kSamples) < 100);
  for (int kind = 1; kind < 5; ++kind) {
    CAPTURE(kind);
    CHECK(std::abs(means()[static_cast<std::size_t>(kind)].count - 0.025 * kSamples) < 50);
  }
}

TEST_CASE("a normal heartbeat has the waves P, R and T on a line near 0 mV", "[unit]") {
  const KindMean& normal = mean_of(Beat::kNormal);
  CHECK(normal.between(0.15, 0.18) > 0.08);
  CHECK(normal.between(0.32, 0.34) > 0.4);
  CHECK(normal.between(0.57, 0.63) > 0.15);
  CHECK(std::abs(normal.between(0.44, 0.46)) < 0.05);
}

TEST_CASE("each abnormal kind departs from a normal beat where its name says", "[unit]") {
  const KindMean& normal = mean_of(Beat::kNormal);
  CHECK(mean_of(Beat::kNoPWave).between(0.15, 0.18) < normal.between(0.15, 0.18) - 0.05);
  CHECK(mean_of(Beat::kRaisedST).between(0.44, 0.48) > normal.between(0.44, 0.48) + 0.1);
  CHECK(mean_of(Beat::kInvertedT).between(0.57, 0.63) < -0.1);
  const KindMean& ventricular = mean_of(Beat::kPrematureVentricular);
  CHECK(ventricular.between(0.28, 0.38) > 1.5 * normal.between(0.28, 0.38));
  CHECK(ventricular.between(0.57, 0.63) < 0);
}

TEST_CASE("few voltages of a heartbeat leave the range", "[unit]") {
  const Heartbeats beats({.seed = 4, .training_count = 2000});
  int cut_off = 0;
  for (std::uint32_t n = 0; n < 2000; ++n) {
    for (float value : sample_of(beats, Split::kTraining, n)) cut_off += value == 0 || value == 1;
  }
  CHECK(cut_off < 100);
}

TEST_CASE("a heartbeat's highest voltage does not tell that it is abnormal", "[unit]") {
  const Heartbeats beats({.seed = 4, .training_count = 2000});
  std::vector<double> normal, abnormal;
  for (std::uint32_t n = 0; n < 2000; ++n) {
    const std::vector<float> beat = sample_of(beats, Split::kTraining, n);
    (beats.label(Split::kTraining, n) == 0 ? normal : abnormal).push_back(*std::max_element(beat.begin(), beat.end()));
  }
  CHECK(std::abs(area_under_roc(normal, abnormal) - 0.5) < 0.15);
}

}  // namespace hourglass
