#include "analysis/neighbours.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "core/random.h"

namespace hourglass {
namespace {

Samples random_samples(std::uint64_t seed, std::uint32_t count) {
  Random random({seed, Stream::kTest, 0});
  Samples samples{5, count, {}, {}};
  for (std::uint32_t i = 0; i < count * 5; ++i) samples.values.push_back(random.normal());
  for (std::uint32_t n = 0; n < count; ++n) samples.labels.push_back(samples.sample(n)[0] > 0);
  return samples;
}

Compute portable() { return {*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1}; }

double distance(const float* a, const float* b) {
  double sum = 0;
  for (int i = 0; i < 5; ++i) sum += static_cast<double>((a[i] - b[i]) * (a[i] - b[i]));
  return sum;
}

}  // namespace

TEST_CASE("the nearest neighbours equal those of an exhaustive search", "[analysis]") {
  const Samples among = random_samples(1, 2300), queries = random_samples(2, 260);
  const auto found = nearest_neighbours(among, queries, 3, portable());
  REQUIRE(found.size() == 3 * 260);
  for (std::uint32_t q = 0; q < queries.count; ++q) {
    std::vector<std::uint32_t> order(among.count);
    for (std::uint32_t i = 0; i < among.count; ++i) order[i] = i;
    std::partial_sort(order.begin(), order.begin() + 3, order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return distance(among.sample(a), queries.sample(q)) < distance(among.sample(b), queries.sample(q));
    });
    CAPTURE(q);
    REQUIRE(std::equal(order.begin(), order.begin() + 3, found.begin() + 3 * q));
  }
}

TEST_CASE("a vote of neighbours classifies the training set itself and most of another set", "[analysis]") {
  const Samples training = random_samples(3, 2000), held_out = random_samples(4, 500);
  CHECK(*neighbour_error(training, training, 1, portable()) == 0);
  const double error = *neighbour_error(training, held_out, 15, portable());
  CHECK(error < 0.15);
  CHECK(error > 0);
}

}  // namespace hourglass
