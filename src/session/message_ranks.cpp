#include "session/message_ranks.h"

#include <algorithm>

#include "session/settings.h"

namespace hourglass {
namespace {

/// Values per message of a gradient, half a megabyte: long enough for the full rate of a connection, short enough that
/// a layer of usual size has several.
constexpr std::size_t kBucketReals = std::size_t{1} << 17;

}  // namespace

Status MessageRanks::check(const Settings& settings) const {
  const int shards = settings.training.gradient_shards;
  if (count() <= shards) return Done{};
  return Error{"setting-does-not-fit", "gradient_shards", "",
               "at least " + std::to_string(count()) + ", one part of each batch for every process",
               std::to_string(shards)};
}

bool MessageRanks::wait_all(std::vector<Transfer>& transfers) {
  for (const Transfer transfer : transfers) {
    if (!wait(transfer)) return false;
  }
  transfers.clear();
  return true;
}

void MessageRanks::send_to_children(const void* bytes, std::size_t count) {
  const int lowest = rank() == 0 ? this->count() : rank() & -rank();
  for (int step = 1; step < lowest && rank() + step < this->count(); step *= 2) {
    forwards_.push_back(start_send(rank() + step, bytes, count));
  }
}

bool MessageRanks::broadcast(void* bytes, std::size_t count) {
  if (rank() != 0 && !wait(start_receive(parent(), bytes, count))) return false;
  send_to_children(bytes, count);
  return wait_all(forwards_);
}

bool MessageRanks::share(void* items, int count, std::size_t bytes) {
  unsigned char* first = static_cast<unsigned char*>(items);
  const auto part = [&](int of_rank) { return part_of_count(count, this->count(), of_rank); };
  const auto at = [&](const IndexRange& range) { return first + static_cast<std::size_t>(range.begin) * bytes; };
  const auto size = [&](const IndexRange& range) { return static_cast<std::size_t>(range.size()) * bytes; };
  if (rank() != 0) {
    if (!wait(start_send(0, at(part(rank())), size(part(rank()))))) return false;
  } else {
    for (int r = 1; r < this->count(); ++r) receives_.push_back(start_receive(r, at(part(r)), size(part(r))));
    if (!wait_all(receives_)) return false;
  }
  return broadcast(items, static_cast<std::size_t>(count) * bytes);
}

/// The sums that this rank does not hold yet, as its acts in the tree's order.
void MessageRanks::plan(const ShardedGradient& gradient) {
  std::vector<int> owner(static_cast<std::size_t>(gradient.shards()));
  for (int r = 0; r < count(); ++r) {
    const IndexRange own = part_of_count(gradient.shards(), count(), r);
    std::fill(owner.begin() + own.begin, owner.begin() + own.end, r);
  }
  const auto held = [&](int shard) {
    int index = 0;
    while (gradient.held_shard(index) != shard) ++index;
    return index;
  };
  steps_.clear();
  incoming_count_ = 0;
  for (const ShardSum& sum : gradient.sums()) {
    const int left = owner[static_cast<std::size_t>(sum.begin)], right = owner[static_cast<std::size_t>(sum.middle)];
    if (gradient.is_own(sum) || (left != rank() && right != rank())) continue;
    if (left != rank()) steps_.push_back({Act::kSend, sum, held(sum.middle), left, 0});
    else if (right != rank()) steps_.push_back({Act::kReceive, sum, held(sum.begin), right, incoming_count_++});
    else steps_.push_back({Act::kAdd, sum, held(sum.begin), held(sum.middle), 0});
  }
  size_ = gradient.size();
  shards_ = gradient.shards();
  incoming_ = Buffer<Real>(2 * static_cast<std::size_t>(incoming_count_) * kBucketReals);
}

int MessageRanks::buckets() const { return static_cast<int>((size_ + kBucketReals - 1) / kBucketReals); }

MessageRanks::Bucket MessageRanks::bucket(int index) const {
  const std::size_t first = static_cast<std::size_t>(index) * kBucketReals;
  return {first, std::min(kBucketReals, size_ - first)};
}

Real* MessageRanks::incoming(int bucket, int number) {
  return incoming_.data() + static_cast<std::size_t>(bucket % 2 * incoming_count_ + number) * kBucketReals;
}

/// Starts to receive what other ranks send for a bucket.
void MessageRanks::receive_bucket(int index) {
  if (index >= buckets()) return;
  for (const Step& step : steps_) {
    if (step.act != Act::kReceive) continue;
    receives_.push_back(start_receive(step.other, incoming(index, step.incoming), bucket(index).count * sizeof(Real)));
  }
}

bool MessageRanks::sum_bucket(const Compute& compute, ShardedGradient& gradient, int index) {
  const Bucket part = bucket(index);
  for (const Step& step : steps_) {
    Real* values = gradient.held_gradient(step.held) + part.first;
    if (step.act == Act::kSend) {
      sends_.push_back(start_send(step.other, values, part.count * sizeof(Real)));
      continue;
    }
    const Real* other =
        step.act == Act::kAdd ? gradient.held_gradient(step.other) + part.first : incoming(index, step.incoming);
    const auto place = static_cast<std::size_t>(index * incoming_count_ + step.incoming);
    if (step.act == Act::kReceive && !wait(receives_[place])) return false;
    add_weighted(compute, part.count, gradient.weight({step.sum.begin, step.sum.middle}), values,
                 gradient.weight({step.sum.middle, step.sum.end}), other);
  }
  return true;
}

/// Receives the whole gradient, bucket by bucket, each into the place of what this rank has sent of it.
bool MessageRanks::receive_root(ShardedGradient& gradient) {
  const std::size_t sends_per_bucket = sends_.size() / static_cast<std::size_t>(buckets());
  receives_.clear();
  for (int b = 0; b < buckets(); ++b) {
    const auto first = sends_.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(b) * sends_per_bucket);
    for (std::size_t i = 0; i < sends_per_bucket; ++i) {
      if (!wait(first[static_cast<std::ptrdiff_t>(i)])) return false;
    }
    receives_.push_back(start_receive(parent(), gradient.root() + bucket(b).first, bucket(b).count * sizeof(Real)));
  }
  sends_.clear();
  for (int b = 0; b < buckets(); ++b) {
    if (!wait(receives_[static_cast<std::size_t>(b)])) return false;
    send_to_children(gradient.root() + bucket(b).first, bucket(b).count * sizeof(Real));
  }
  receives_.clear();
  return true;
}

bool MessageRanks::sum(const Compute& compute, ShardedGradient& gradient) {
  if (size_ != gradient.size() || shards_ != gradient.shards()) plan(gradient);
  receives_.clear();
  receive_bucket(0);
  for (int b = 0; b < buckets(); ++b) {
    receive_bucket(b + 1);
    if (!sum_bucket(compute, gradient, b)) return false;
    if (rank() == 0) send_to_children(gradient.root() + bucket(b).first, bucket(b).count * sizeof(Real));
  }
  if (rank() != 0 && !receive_root(gradient)) return false;
  receives_.clear();
  return wait_all(forwards_);
}

}  // namespace hourglass
