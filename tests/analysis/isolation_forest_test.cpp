#include "analysis/isolation_forest.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/random.h"

namespace hourglass {
namespace {

Samples of_values(std::vector<float> values) {
  return {1, static_cast<std::uint32_t>(values.size()), std::move(values), {}};
}

/// The mean depth that a score stands for.
double depth_of(double score, std::uint32_t subsample) {
  return -std::log2(score) * unsuccessful_search_depth(subsample);
}

}  // namespace

TEST_CASE("the depth of an unsuccessful search is that of the paper's equation", "[analysis]") {
  CHECK(unsuccessful_search_depth(1) == 0);
  CHECK(unsuccessful_search_depth(2) == 1);
  // 2 (ln 2 + 0.5772156649) - 4/3, and the value for the usual subsample.
  CHECK(std::abs(unsuccessful_search_depth(3) - 1.2073925) < 1e-6);
  CHECK(std::abs(unsuccessful_search_depth(256) - 10.2447709) < 1e-6);
}

TEST_CASE("samples that nothing tells apart score one half", "[analysis]") {
  for (double score : IsolationForest(of_values({0, 1})).scores(of_values({0, 1}))) CHECK(std::abs(score - 0.5) < 1e-6);
  const Samples equal{3, 4, std::vector<float>(12, 0.25f), {}};
  for (double score : IsolationForest(equal).scores(equal)) CHECK(std::abs(score - 0.5) < 1e-6);
  CHECK(IsolationForest(of_values({4})).scores(of_values({9}))[0] == 0.5);
}

TEST_CASE("mean depths of three values are those computed by hand", "[analysis]") {
  // The first split of 0, 1, 10 falls below 1 once in ten times: depth 1 for 0, else for 10; the others have depth 2.
  const Samples values = of_values({0, 1, 10});
  const IsolationForest forest(values, {.trees = 4000, .seed = 3});
  const std::vector<double> scores = forest.scores(values);
  CHECK(std::abs(depth_of(scores[0], 3) - 1.9) < 0.02);
  CHECK(std::abs(depth_of(scores[1], 3) - 2.0) < 1e-4);
  CHECK(std::abs(depth_of(scores[2], 3) - 1.1) < 0.02);
}

TEST_CASE("a sample far away scores higher than all others, the same for the same seed", "[analysis]") {
  Random random({7, Stream::kTest, 0});
  Samples cloud{4, 500, {}, {}};
  for (int i = 0; i < 2000; ++i) cloud.values.push_back(random.normal());
  const IsolationForest forest(cloud, {.seed = 2});
  Samples judged = cloud;
  judged.values.insert(judged.values.end(), {7, -7, 7, -7});
  ++judged.count;
  const std::vector<double> scores = forest.scores(judged);
  CHECK(scores.back() > *std::max_element(scores.begin(), scores.end() - 1));
  CHECK(scores.back() > 0.65);
  CHECK(scores == IsolationForest(cloud, {.seed = 2}).scores(judged));
  CHECK(scores != IsolationForest(cloud, {.seed = 3}).scores(judged));
}

}  // namespace hourglass
