#include "analysis/labelled_subset.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "data/dataset.h"

namespace hourglass {
namespace {

/// 300 samples sorted by label: 100 of 3, 100 of 8, 4 of 9, and 96 without.
std::vector<int> sorted_labels() {
  std::vector<int> labels(100, 3);
  labels.resize(200, 8);
  labels.resize(204, 9);
  labels.resize(300, kNoLabel);
  return labels;
}

}  // namespace

TEST_CASE("a labelled subset has equally many of each label, and all of a rare one", "[analysis]") {
  const std::vector<int> labels = sorted_labels();
  const auto subset = labelled_subset(labels, 10, 1);
  CHECK(subset.size() == 24);
  CHECK(std::set<std::uint32_t>(subset.begin(), subset.end()).size() == 24);
  const auto count = [&](int label) {
    return std::count_if(subset.begin(), subset.end(), [&](std::uint32_t n) { return labels[n] == label; });
  };
  CHECK(count(3) == 10);
  CHECK(count(8) == 10);
  CHECK(count(9) == 4);
  CHECK(labelled_subset(labels, 0, 1).size() == 204);
}

TEST_CASE("the seed decides the subset, and a small one is part of a large one", "[analysis]") {
  const std::vector<int> labels = sorted_labels();
  auto small = labelled_subset(labels, 5, 1), large = labelled_subset(labels, 50, 1);
  CHECK(small == labelled_subset(labels, 5, 1));
  CHECK(small != labelled_subset(labels, 5, 2));
  // In random order, although the labels are sorted.
  CHECK_FALSE(std::is_sorted(small.begin(), small.end()));
  std::sort(small.begin(), small.end());
  std::sort(large.begin(), large.end());
  CHECK(std::includes(large.begin(), large.end(), small.begin(), small.end()));
}

}  // namespace hourglass
