// What all built-in sets with known factors promise.
#include "data/factors.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "core/hash.h"
#include "data/open.h"
#include "support/sample.h"

namespace hourglass {
namespace {

std::vector<std::shared_ptr<const Dataset>> sets_with_factors(std::uint32_t training) {
  std::vector<std::shared_ptr<const Dataset>> sets;
  for (const BuiltInSet& row : built_in_sets()) {
    auto set = row.make({.seed = 5, .budget = {}, .training = training, .held_out = 10});
    if (set->factors() != nullptr) sets.push_back(std::move(set));
  }
  return sets;
}

std::vector<float> values_of(const Dataset& set, Split split, std::uint32_t index) {
  std::vector<float> values(set.factors()->factor_table().size());
  set.factors()->factor_values(split, index, values.data());
  return values;
}

std::vector<float> drawn(const Dataset& set, const std::vector<float>& values) {
  std::vector<float> pixels(static_cast<std::size_t>(set.shape().features()));
  set.factors()->draw_from_factors(values, pixels.data());
  return pixels;
}

/// The value itself, or the middle of its tenth: what a histogram counts.
int bin_of(const Factor& factor, float value) { return static_cast<int>(factor.is_discrete() ? value : 10 * value); }

/// The largest difference of a pixel's value.
float difference(const std::vector<float>& a, const std::vector<float>& b) {
  float largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

}  // namespace

TEST_CASE("two built-in sets know their factors", "[unit]") { CHECK(sets_with_factors(10).size() == 2); }

TEST_CASE("a sample is what its factors draw, and its label follows from them", "[unit]") {
  for (const auto& set : sets_with_factors(100)) {
    CAPTURE(set->name());
    for (Split split : {Split::kTraining, Split::kHeldOut}) {
      for (std::uint32_t i = 0; i < 10; ++i) CHECK(drawn(*set, values_of(*set, split, i)) == sample_of(*set, split, i));
    }
  }
}

TEST_CASE("a sample beyond those that are kept in memory is what its factors draw", "[unit]") {
  // Half a GiB holds about 175,000 pictures of 3,072 bytes.
  for (const auto& set : sets_with_factors(200000)) {
    CAPTURE(set->name());
    CHECK(drawn(*set, values_of(*set, Split::kTraining, 199999)) == sample_of(*set, Split::kTraining, 199999));
  }
}

TEST_CASE("every factor changes the picture", "[unit]") {
  for (const auto& set : sets_with_factors(40)) {
    const auto table = set->factors()->factor_table();
    for (std::size_t f = 0; f < table.size(); ++f) {
      CAPTURE(set->name(), table[f].name);
      for (std::uint32_t i = 0; i < 40; ++i) {
        CAPTURE(i);
        std::vector<float> values = values_of(*set, Split::kTraining, i);
        const std::vector<float> before = drawn(*set, values);
        if (table[f].is_discrete()) values[f] = std::fmod(values[f] + 1, static_cast<float>(table[f].choices.size()));
        else values[f] += values[f] < 0.5f ? 0.4f : -0.4f;
        CHECK(difference(drawn(*set, values), before) > 0.02f);
      }
    }
  }
}

TEST_CASE("factors are uniformly distributed", "[unit]") {
  constexpr std::uint32_t kSamples = 6000;
  for (const auto& set : sets_with_factors(kSamples)) {
    const auto table = set->factors()->factor_table();
    std::vector<std::vector<int>> counts(table.size(), std::vector<int>(10));
    for (std::uint32_t i = 0; i < kSamples; ++i) {
      const std::vector<float> values = values_of(*set, Split::kTraining, i);
      for (std::size_t f = 0; f < table.size(); ++f) ++counts[f][static_cast<std::size_t>(bin_of(table[f], values[f]))];
    }
    for (std::size_t f = 0; f < table.size(); ++f) {
      CAPTURE(set->name(), table[f].name, counts[f]);
      const std::size_t bins = table[f].is_discrete() ? table[f].choices.size() : 10;
      const double expected = static_cast<double>(kSamples) / static_cast<double>(bins);
      for (std::size_t bin = 0; bin < bins; ++bin) CHECK(std::abs(counts[f][bin] - expected) < 5 * std::sqrt(expected));
    }
  }
}

TEST_CASE("factors are independent of each other", "[unit]") {
  constexpr std::uint32_t kSamples = 6000;
  for (const auto& set : sets_with_factors(kSamples)) {
    const auto table = set->factors()->factor_table();
    std::vector<double> means(table.size());
    std::vector<std::vector<float>> samples;
    for (std::uint32_t i = 0; i < kSamples; ++i) {
      samples.push_back(values_of(*set, Split::kTraining, i));
      for (std::size_t f = 0; f < table.size(); ++f) means[f] += samples.back()[f] / kSamples;
    }
    const auto covariance = [&](std::size_t a, std::size_t b) {
      double sum = 0;
      for (const auto& values : samples) sum += (values[a] - means[a]) * (values[b] - means[b]);
      return sum / kSamples;
    };
    for (std::size_t a = 0; a < table.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        CAPTURE(set->name(), table[a].name, table[b].name);
        CHECK(std::abs(covariance(a, b)) < 0.06 * std::sqrt(covariance(a, a) * covariance(b, b)));
      }
    }
  }
}

}  // namespace hourglass
