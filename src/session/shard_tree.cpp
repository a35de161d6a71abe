#include "session/shard_tree.h"

#include <algorithm>

namespace hourglass {

IndexRange part_of_count(int count, int parts, int index) {
  return {count * index / parts, count * (index + 1) / parts};
}

std::vector<ShardSum> shard_sums(int shards) {
  std::vector<ShardSum> sums(static_cast<std::size_t>(shards) - 1);
  ShardSum* next = sums.data();
  for (int half = 1; half < shards; half *= 2) {
    for (int begin = 0; begin + half < shards; begin += 2 * half) {
      *next++ = {begin, begin + half, std::min(begin + 2 * half, shards)};
    }
  }
  return sums;
}

}  // namespace hourglass
