#include "session/sharded_gradient.h"

#include <algorithm>

#include "core/parallel.h"

namespace hourglass {

/// Values per piece: a millisecond's work in WebAssembly.
constexpr std::size_t kPieceReals = std::size_t{1} << 19;

ShardedGradient::ShardedGradient(int batch, int shards, IndexRange own, Buffer<Real>& root)
    : batch_(batch),
      shards_(shards),
      own_(own),
      sums_(shard_sums(shards)),
      figures_(static_cast<std::size_t>(shards)),
      root_(root) {
  begin();
  int most = 1;
  while (next_shard()) most = std::max(most, held_count());
  others_ = Buffer<Real>(static_cast<std::size_t>(most - 1) * root.size());
}

void ShardedGradient::begin() {
  shard_ = own_.begin;
  held_.assign(1, shard_);
}

Real ShardedGradient::weight(IndexRange shards) const {
  if (shards.size() > 1) return 1;
  return static_cast<Real>(part_of_count(batch_, shards_, shards.begin).size()) / static_cast<Real>(batch_);
}

int ShardedGradient::pieces() const { return static_cast<int>((root_.size() + kPieceReals - 1) / kPieceReals); }

/// The current shard's buffer is the last one, and what each sum completes lies in the one before.
void ShardedGradient::sum_piece(const Compute& compute, int piece) {
  const std::size_t first = static_cast<std::size_t>(piece) * kPieceReals;
  const std::size_t count = std::min(kPieceReals, root_.size() - first);
  int last = held_count() - 1;
  for (const ShardSum& sum : sums_) {
    if (!completes(sum)) continue;
    add_weighted(compute, count, weight({sum.begin, sum.middle}), held_gradient(last - 1) + first,
                 weight({sum.middle, sum.end}), held_gradient(last) + first);
    --last;
  }
}

bool ShardedGradient::next_shard() {
  for (const ShardSum& sum : sums_) {
    if (completes(sum)) held_.pop_back();
  }
  if (++shard_ == own_.end) return false;
  held_.push_back(shard_);
  return true;
}

ShardFigures ShardedGradient::whole() const {
  ShardFigures whole;
  for (int i = 0; i < shards_; ++i) {
    const ShardFigures& shard = figures_[static_cast<std::size_t>(i)];
    whole.terms.add(shard.terms, static_cast<double>(part_of_count(batch_, shards_, i).size()) / batch_);
    whole.stops = whole.stops || shard.stops;
  }
  return whole;
}

void add_weighted(const Compute& compute, std::size_t count, Real weight, Real* into, Real from_weight,
                  const Real* from) {
  for_each_part(compute, count, [&](std::ptrdiff_t begin, std::ptrdiff_t size) {
    for (std::ptrdiff_t i = begin; i < begin + size; ++i) into[i] = weight * into[i] + from_weight * from[i];
  });
}

}  // namespace hourglass
