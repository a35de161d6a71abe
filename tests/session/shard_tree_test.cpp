// The tree in which the gradients of shards are summed.
#include "session/shard_tree.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {

TEST_CASE("parts are contiguous, cover everything and differ in size by at most one", "[session]") {
  for (int count : {1, 7, 32, 100, 4096}) {
    for (int parts = 1; parts <= std::min(count, 40); ++parts) {
      CAPTURE(count, parts);
      int next = 0, smallest = count, largest = 0;
      for (int i = 0; i < parts; ++i) {
        const IndexRange part = part_of_count(count, parts, i);
        REQUIRE(part.begin == next);
        next = part.end;
        smallest = std::min(smallest, part.size());
        largest = std::max(largest, part.size());
      }
      CHECK(next == count);
      CHECK(smallest >= 1);
      CHECK(largest - smallest <= 1);
    }
  }
}

TEST_CASE("the tree adds what has been summed before, and every shard once", "[session]") {
  for (int shards = 1; shards <= 40; ++shards) {
    CAPTURE(shards);
    std::vector<int> end(
        static_cast<std::size_t>(shards));  // of the sum that begins with each shard; 0: it is part of another
    for (int i = 0; i < shards; ++i) end[static_cast<std::size_t>(i)] = i + 1;
    for (const ShardSum& sum : shard_sums(shards)) {
      REQUIRE(end[static_cast<std::size_t>(sum.begin)] == sum.middle);
      REQUIRE(end[static_cast<std::size_t>(sum.middle)] == sum.end);
      end[static_cast<std::size_t>(sum.begin)] = sum.end;
      end[static_cast<std::size_t>(sum.middle)] = 0;
    }
    CHECK(end[0] == shards);
  }
}

TEST_CASE("the sums of eight shards are those of pairs, of fours and of all", "[session]") {
  const std::vector<ShardSum> sums = shard_sums(8);
  REQUIRE(sums.size() == 7);
  CHECK((sums[0].begin == 0 && sums[0].middle == 1 && sums[0].end == 2));
  CHECK((sums[5].begin == 4 && sums[5].middle == 6 && sums[5].end == 8));
  CHECK((sums[6].begin == 0 && sums[6].middle == 4 && sums[6].end == 8));
}

}  // namespace hourglass
