#include "core/random.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

constexpr std::uint64_t kSeed = 20240917;

/// Chi-squared divided by its degrees of freedom: near 1 for counts of a uniform distribution.
double unevenness(const std::vector<int>& counts) {
  double total = 0;
  for (int count : counts) total += count;
  const double expected = total / static_cast<double>(counts.size());
  double sum = 0;
  for (int count : counts) sum += (count - expected) * (count - expected) / expected;
  return sum / static_cast<double>(counts.size() - 1);
}

}  // namespace

TEST_CASE("the generator passes the known-answer tests of Random123", "[unit][random]") {
  using Words = std::array<std::uint32_t, 4>;
  const std::uint64_t ones = ~std::uint64_t{0};
  CHECK(philox({0, Stream{0}, 0}, 0) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({ones, Stream{0xffffffff}, ones}, 0xffffffff) == Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  // Counter and key are hexadecimal digits of pi.
  CHECK(philox({0x299f31d0a4093822, Stream{0x85a308d3}, 0x0370734413198a2e}, 0x243f6a88) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a sequence of draws reads the blocks of its key in order", "[unit][random]") {
  const RandomKey key{kSeed, Stream::kTest, 3};
  Random random(key);
  for (std::uint32_t block = 0; block < 5; ++block) {
    for (std::uint32_t word : philox(key, block)) CHECK(random.bits() == word);
  }
}

TEST_CASE("another seed, stream or step gives another sequence", "[unit][random]") {
  const RandomKey key{kSeed, Stream::kTest, 3};
  const auto words = philox(key, 0);
  CHECK(words != philox({kSeed + 1, Stream::kTest, 3}, 0));
  CHECK(words != philox({kSeed + (std::uint64_t{1} << 32), Stream::kTest, 3}, 0));
  CHECK(words != philox({kSeed, Stream::kShuffle, 3}, 0));
  CHECK(words != philox({kSeed, Stream::kTest, 4}, 0));
  CHECK(words != philox({kSeed, Stream::kTest, 3 + (std::uint64_t{1} << 32)}, 0));
}

TEST_CASE("uniform draws are at least 0, below 1 and evenly spread", "[unit][random]") {
  CAPTURE(kSeed);
  Random random({kSeed, Stream::kTest, 0});
  std::vector<int> counts(256);
  bool inside = true;
  double sum = 0;
  constexpr int kDraws = 200000;
  for (int i = 0; i < kDraws; ++i) {
    const float u = random.uniform();
    inside = inside && u >= 0 && u < 1;
    ++counts[static_cast<std::size_t>(u * 256)];
    sum += static_cast<double>(u);
  }
  CHECK(inside);
  // Five standard deviations: sqrt(1/12 / draws) of the mean, sqrt(2/255) of the unevenness.
  CHECK(std::abs(sum / kDraws - 0.5) < 5 * std::sqrt(1.0 / 12 / kDraws));
  CHECK(std::abs(unevenness(counts) - 1) < 5 * std::sqrt(2.0 / 255));
}

TEST_CASE("normal draws have the moments and quantiles of the standard normal", "[unit][random]") {
  CAPTURE(kSeed);
  Random random({kSeed, Stream::kTest, 1});
  constexpr int kDraws = 400000;
  std::vector<double> draws(kDraws);
  double powers[5] = {};
  for (double& x : draws) {
    x = static_cast<double>(random.normal());
    double power = 1;
    for (double& sum : powers) {
      sum += power / kDraws;
      power *= x;
    }
  }
  // Five standard deviations; the variances of x, x^2, x^3, x^4 are 1, 2, 15, 96.
  const double unit = 5 / std::sqrt(static_cast<double>(kDraws));
  CHECK(std::abs(powers[1]) < unit);
  CHECK(std::abs(powers[2] - 1) < unit * std::sqrt(2.0));
  CHECK(std::abs(powers[3]) < unit * std::sqrt(15.0));
  CHECK(std::abs(powers[4] - 3) < unit * std::sqrt(96.0));
  const std::pair<double, double> quantiles[] = {
      {-3.0902323062, 0.001}, {-1.9599639845, 0.025}, {-0.6744897502, 0.25}, {0, 0.5},
      {0.6744897502, 0.75},   {1.2815515655, 0.9},    {3.0902323062, 0.999}};
  for (const auto& [value, probability] : quantiles) {
    CAPTURE(value, probability);
    const auto below = std::count_if(draws.begin(), draws.end(), [v = value](double x) { return x < v; });
    CHECK(std::abs(static_cast<double>(below) / kDraws - probability) <
          unit * std::sqrt(probability * (1 - probability)));
  }
}

TEST_CASE("the normal quantile inverts the normal distribution", "[unit][random]") {
  double worst = 0;
  bool symmetric = true;
  for (std::uint32_t i = 0; i < (1u << 23); i += 97) {
    const double x = static_cast<double>(normal_from_bits(i << 9));
    const double probability = (i + 0.5) * 0x1p-23;
    const double back = std::erfc(-x / std::sqrt(2.0)) / 2;
    // The error in x is the error in probability divided by the density at x.
    const double density = std::exp(-x * x / 2) / std::sqrt(2 * 3.14159265358979323846);
    worst = std::max(worst, std::abs(back - probability) / density / std::max(1.0, std::abs(x)));
    symmetric = symmetric && normal_from_bits(~(i << 9)) == -normal_from_bits(i << 9);
  }
  CAPTURE(worst);
  CHECK(worst < 1e-6);
  CHECK(symmetric);
}

TEST_CASE("whole numbers below a count are all equally likely", "[unit][random]") {
  CAPTURE(kSeed);
  for (std::uint32_t count : {1u, 2u, 3u, 7u, 10u, 100u}) {
    CAPTURE(count);
    Random random({kSeed, Stream::kTest, count});
    std::vector<int> counts(count);
    for (int i = 0; i < 100000; ++i) ++counts.at(random.below(count));
    if (count > 1) CHECK(std::abs(unevenness(counts) - 1) < 5 * std::sqrt(2.0 / (count - 1)));
  }
  // Without rejection, numbers below 3 * 2^30 would be even multiples of a third twice as often.
  Random random({kSeed, Stream::kTest, 0});
  std::vector<int> thirds(3);
  for (int i = 0; i < 90000; ++i) ++thirds.at(random.below(3u << 30) % 3);
  CHECK(std::abs(unevenness(thirds) - 1) < 5);
}

TEST_CASE("a shuffle is a permutation, and another key gives another one", "[unit][random]") {
  CAPTURE(kSeed);
  for (std::uint32_t count : {0u, 1u, 2u, 5u, 1000u}) {
    CAPTURE(count);
    std::vector<std::uint32_t> order(count, 12345), sorted;
    shuffled_indices({kSeed, Stream::kShuffle, 0}, order);
    sorted = order;
    std::sort(sorted.begin(), sorted.end());
    for (std::uint32_t i = 0; i < count; ++i) REQUIRE(sorted[i] == i);
  }
  std::vector<std::uint32_t> a(100), b(100), other_seed(100), other_step(100);
  shuffled_indices({kSeed, Stream::kShuffle, 0}, a);
  shuffled_indices({kSeed, Stream::kShuffle, 0}, b);
  shuffled_indices({kSeed + 1, Stream::kShuffle, 0}, other_seed);
  shuffled_indices({kSeed, Stream::kShuffle, 1}, other_step);
  CHECK(a == b);
  CHECK(a != other_seed);
  CHECK(a != other_step);
}

TEST_CASE("every order of a shuffle is equally likely", "[unit][random]") {
  CAPTURE(kSeed);
  std::vector<int> counts(27);
  std::vector<std::uint32_t> order(3);
  for (std::uint64_t step = 0; step < 30000; ++step) {
    shuffled_indices({kSeed, Stream::kShuffle, step}, order);
    ++counts[order[0] * 9 + order[1] * 3 + order[2]];
  }
  std::erase(counts, 0);
  REQUIRE(counts.size() == 6);
  CHECK(std::abs(unevenness(counts) - 1) < 5 * std::sqrt(2.0 / 5));
}

}  // namespace hourglass
