// Ranks on messages between two processes each: the order of all sums is the same for any number of processes.
#pragma once

#include <cstddef>
#include <vector>

#include "core/buffer.h"
#include "session/ranks.h"
#include "session/sharded_gradient.h"

namespace hourglass {

/// Implements Ranks on messages. For a sum of the tree whose halves different ranks hold, the owner of the right half
/// sends it to that of the left one; the whole goes from rank 0 to all others, along a tree in which rank r receives
/// from r without its lowest bit that is 1. Gradients travel in buckets, so that one is on its way while another is
/// summed.
class MessageRanks : public Ranks {
 public:
  /// Refuses more ranks than shards.
  Status check(const Settings& settings) const override;
  bool share(void* items, int count, std::size_t bytes) override;
  bool sum(const Compute& compute, ShardedGradient& gradient) override;

 protected:
  /// A message on its way; `wait` ends it.
  using Transfer = int;
  /// The bytes must stay as they are, or untouched, until the transfer has ended. Messages from one rank to another
  /// arrive in the order in which they were sent.
  virtual Transfer start_send(int to, const void* bytes, std::size_t count) = 0;
  virtual Transfer start_receive(int from, void* bytes, std::size_t count) = 0;
  /// Waits until the message has been sent or received. Returns false if the other rank has ended.
  virtual bool wait(Transfer transfer) = 0;

 private:
  enum class Act { kAdd, kSend, kReceive };
  /// This rank's part of one sum of the tree.
  struct Step {
    Act act;
    ShardSum sum;
    int held;      ///< place in ShardedGradient of the left half; kSend: of the right one, which is sent
    int other;     ///< kAdd: place of the right half; else the other rank
    int incoming;  ///< kReceive: numbers the messages of a bucket
  };
  struct Bucket {
    std::size_t first, count;
  };

  void plan(const ShardedGradient& gradient);
  Bucket bucket(int index) const;
  int buckets() const;
  Real* incoming(int bucket, int number);
  int parent() const { return rank() & (rank() - 1); }
  void send_to_children(const void* bytes, std::size_t count);
  bool broadcast(void* bytes, std::size_t count);
  void receive_bucket(int index);
  bool sum_bucket(const Compute& compute, ShardedGradient& gradient, int index);
  bool receive_root(ShardedGradient& gradient);
  bool wait_all(std::vector<Transfer>& transfers);

  std::vector<Step> steps_;
  std::size_t size_ = 0;    ///< of the gradient that steps_ are for
  int shards_ = 0;          ///< of its batch
  int incoming_count_ = 0;  ///< messages received for each bucket
  Buffer<Real> incoming_;   ///< two buckets' messages: one is awaited while the other is summed
  std::vector<Transfer> receives_, sends_, forwards_;
};

}  // namespace hourglass
