// The gradient of a batch that is computed in shards, one after the other, and summed in a fixed tree.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "autoencoder/loss_terms.h"
#include "core/buffer.h"
#include "core/compute.h"
#include "session/shard_tree.h"

namespace hourglass {

/// What a shard's forward pass found, and whether its process asks for an end of the run.
struct ShardFigures {
  LossTerms terms;  ///< means over the shard
  bool stops = false;
};

/// The shards of a batch that one process computes, their gradients, and the sums among them. Each gradient is that of
/// the shard's mean loss; in the sums it counts by its share of the batch's samples, so that the whole is that of the
/// mean over the batch. Allocates all memory at construction: as many buffers as sums wait at once for their other
/// half, at most two for each level of the tree.
class ShardedGradient {
 public:
  /// This process computes the shards `own` of a batch of `batch` samples. `root` (parameter_count reals) is the first
  /// of the buffers; it must outlive this.
  ShardedGradient(int batch, int shards, IndexRange own, Buffer<Real>& root);

  int shards() const { return shards_; }
  const std::vector<ShardSum>& sums() const { return sums_; }

  /// Begins a step with the first of the process's shards.
  void begin();
  int shard() const { return shard_; }
  /// The current shard's samples in the batch.
  IndexRange samples() const { return part_of_count(batch_, shards_, shard_); }
  /// Where the current shard's gradient belongs.
  Real* gradient() { return held_gradient(held_count() - 1); }
  void set_figures(const ShardFigures& figures) { figures_[static_cast<std::size_t>(shard_)] = figures; }

  /// Computes the sums that the current shard completes: pieces 0 .. pieces() - 1, each for some of the parameters.
  int pieces() const;
  void sum_piece(const Compute& compute, int piece);
  /// Ends the current shard, whose sums are complete. Returns false after the process's last one.
  bool next_shard();

  /// The sums that this process holds, ascending by their first shards; after the last shard of the only process the
  /// one of the whole batch.
  int held_count() const { return static_cast<int>(held_.size()); }
  int held_shard(int index) const { return held_[static_cast<std::size_t>(index)]; }
  Real* held_gradient(int index) {
    return index == 0 ? root_.data() : others_.data() + static_cast<std::size_t>(index - 1) * root_.size();
  }
  Real* root() { return root_.data(); }
  std::size_t size() const { return root_.size(); }
  /// Whether this process alone computes a sum's shards, and so the sum.
  bool is_own(const ShardSum& sum) const { return sum.begin >= own_.begin && sum.end <= own_.end; }
  /// The factor of a sum over the shards of a range where it enters a larger sum: a single shard's share of the batch,
  /// else 1.
  Real weight(IndexRange shards) const;

  /// One per shard of the batch; another process's are unknown until the ranks share them.
  std::vector<ShardFigures>& figures() { return figures_; }
  /// Of the whole batch: means summed in the order of the shards, and whether any process asks for an end.
  ShardFigures whole() const;

 private:
  bool completes(const ShardSum& sum) const { return sum.end == shard_ + 1 && is_own(sum); }

  int batch_, shards_, shard_ = 0;
  IndexRange own_;
  std::vector<ShardSum> sums_;
  std::vector<ShardFigures> figures_;
  Buffer<Real>& root_;
  Buffer<Real> others_;    ///< the buffers behind the root
  std::vector<int> held_;  ///< first shards of the sums held, each in the buffer at its place
};

/// into = weight * into + from_weight * from, for `count` reals, on all threads.
void add_weighted(const Compute& compute, std::size_t count, Real weight, Real* into, Real from_weight,
                  const Real* from);

}  // namespace hourglass
