#include "data/transactions.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "analysis/roc.h"
#include "support/sample.h"

namespace hourglass {
namespace {

constexpr std::uint32_t kSamples = 30000;
constexpr std::size_t kFeatures = 21;

const Transactions& payments() {
  static const Transactions set({.seed = 1, .training_count = kSamples});
  return set;
}

/// A score of each payment, of the honest and the fraudulent ones.
template <class Score>
std::array<std::vector<double>, 2> scores(const Score& score) {
  std::array<std::vector<double>, 2> result;
  for (std::uint32_t i = 0; i < kSamples; ++i) {
    const std::vector<float> payment = sample_of(payments(), Split::kTraining, i);
    result[static_cast<std::size_t>(payments().label(Split::kTraining, i))].push_back(score(payment));
  }
  return result;
}

float number(const std::vector<float>& payment, std::size_t feature) {
  return payments().description().scaling.number(payment[feature], feature);
}

// The features of "home" and "online".
constexpr std::size_t kHome = 10, kOnline = 18, kNewDevice = 20;

/// How many of a fraud's properties a payment has.
int suspicions(const std::vector<float>& payment) {
  return (number(payment, 0) > 2.3f) + (number(payment, 1) < 6) + (number(payment, 2) < 0.15f) + (payment[kHome] == 0) +
         (payment[kOnline] == 1) + (payment[kNewDevice] == 1);
}

}  // namespace

TEST_CASE("one payment in a hundred is a fraud", "[unit]") {
  const auto [honest, fraud] = scores([](const std::vector<float>&) { return 0; });
  CHECK(std::abs(static_cast<double>(fraud.size()) - 0.01 * kSamples) < 70);
}

TEST_CASE("no column alone tells a fraud", "[unit]") {
  for (std::size_t feature = 0; feature < kFeatures; ++feature) {
    CAPTURE(feature);
    const auto [honest, fraud] = scores([&](const std::vector<float>& payment) { return payment[feature]; });
    CHECK(std::abs(area_under_roc(honest, fraud) - 0.5) < 0.38);
  }
}

TEST_CASE("the columns together tell most frauds", "[unit]") {
  const auto [honest, fraud] = scores([](const std::vector<float>& payment) { return suspicions(payment); });
  CHECK(area_under_roc(honest, fraud) > 0.95);
}

TEST_CASE("amounts are in log10 EUR, and larger at a travel agency than at a grocer's", "[unit]") {
  constexpr std::size_t kGroceries = 4, kTravel = 9;
  double sums[2] = {}, counts[2] = {};
  for (std::uint32_t i = 0; i < kSamples; ++i) {
    const std::vector<float> payment = sample_of(payments(), Split::kTraining, i);
    for (std::size_t k : {0u, 1u}) {
      if (payment[k == 0 ? kGroceries : kTravel] == 0) continue;
      sums[k] += number(payment, 0);
      counts[k] += 1;
    }
  }
  CHECK(std::abs(sums[0] / counts[0] - 1.4) < 0.05);
  CHECK(std::abs(sums[1] / counts[1] - 2.35) < 0.05);
}

}  // namespace hourglass
