// Ranks that are threads of this process, for tests: messages are copies in queues.
#pragma once

#include <condition_variable>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "session/message_ranks.h"

namespace hourglass {

/// The messages that are on their way, by sender and receiver.
struct Mailboxes {
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::pair<int, int>, std::deque<std::vector<unsigned char>>> waiting;
  std::set<int> ended;  ///< ranks
};

class ThreadRanks : public MessageRanks {
 public:
  ThreadRanks(Mailboxes& mail, int count, int rank) : mail_(mail), count_(count), rank_(rank) {}

  int count() const override { return count_; }
  int rank() const override { return rank_; }
  bool lost() const override { return lost_; }
  /// Ends this rank: the others receive what it has sent, and then find it gone.
  void end() {
    std::lock_guard lock(mail_.mutex);
    mail_.ended.insert(rank_);
    mail_.changed.notify_all();
  }

 protected:
  Transfer start_send(int to, const void* bytes, std::size_t count) override {
    const auto* first = static_cast<const unsigned char*>(bytes);
    std::lock_guard lock(mail_.mutex);
    mail_.waiting[{rank_, to}].emplace_back(first, first + count);
    mail_.changed.notify_all();
    return -1;
  }

  Transfer start_receive(int from, void* bytes, std::size_t count) override {
    receives_.push_back({from, bytes, count, false});
    return static_cast<Transfer>(receives_.size()) - 1;
  }

  bool wait(Transfer transfer) override {
    if (transfer < 0) return true;
    const auto wanted = static_cast<std::size_t>(transfer);
    while (!receives_[wanted].done) {
      if (!deliver_next(receives_[wanted].from)) return false;
    }
    return true;
  }

 private:
  struct Receive {
    int from;
    void* bytes;
    std::size_t count;
    bool done;
  };

  /// Delivers the next message of a sender to the first of this rank's receives that has none.
  bool deliver_next(int from) {
    std::size_t next = 0;
    while (receives_[next].done || receives_[next].from != from) ++next;
    std::unique_lock lock(mail_.mutex);
    auto& queue = mail_.waiting[{from, rank_}];
    mail_.changed.wait(lock, [&] { return !queue.empty() || mail_.ended.contains(from); });
    if (queue.empty()) {
      lost_ = true;
      return false;
    }
    if (queue.front().size() != receives_[next].count) std::abort();
    std::memcpy(receives_[next].bytes, queue.front().data(), queue.front().size());
    queue.pop_front();
    receives_[next].done = true;
    return true;
  }

  Mailboxes& mail_;
  int count_, rank_;
  bool lost_ = false;
  std::vector<Receive> receives_;
};

/// Calls body(ranks) in one thread for each of `count` ranks, and waits for all.
inline void run_ranks(int count, const std::function<void(ThreadRanks&)>& body) {
  Mailboxes mail;
  std::vector<std::thread> threads;
  for (int rank = 0; rank < count; ++rank) {
    threads.emplace_back([&, rank] {
      ThreadRanks ranks(mail, count, rank);
      body(ranks);
      ranks.end();
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace hourglass
