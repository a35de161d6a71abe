// A batch in shards: which samples each has, and the fixed binary tree in which their gradients are summed. Who
// computes a shard, and where, changes no bit of the sum.
#pragma once

#include <vector>

namespace hourglass {

/// A half-open range of samples or of shards.
struct IndexRange {
  int begin = 0, end = 0;

  int size() const { return end - begin; }
  bool holds(int index) const { return index >= begin && index < end; }
};

/// The `index`-th of `parts` contiguous parts of 0 .. count - 1, whose sizes differ by at most one. So are a batch's
/// samples divided into shards, and the shards among processes.
IndexRange part_of_count(int count, int parts, int index);

/// One sum of the tree: what is summed over the shards [begin, middle) plus what is summed over [middle, end).
struct ShardSum {
  int begin = 0, middle = 0, end = 0;
};

/// The sums of the tree over `shards` shards, each after the two that it adds: first all of neighbours, then of pairs,
/// then of fours, as far as there are any. The last one is that of the whole batch; with one shard there is none.
std::vector<ShardSum> shard_sums(int shards);

}  // namespace hourglass
