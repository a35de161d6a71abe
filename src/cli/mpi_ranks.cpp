// Ranks on MPI. Only point-to-point messages: the order in which MPI's own reductions add depends on its version, on
// the number of processes and on the size of the message.
#include <mpi.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <thread>
#include <vector>

#include "cli/joined_ranks.h"
#include "cli/launcher.h"
#include "session/message_ranks.h"

namespace hourglass {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

class MpiRanks : public MessageRanks {
 public:
  MpiRanks();
  /// Waits for all ranks, unless one is lost: then it would wait for ever.
  ~MpiRanks() override {
    if (!lost_) MPI_Finalize();
  }

  int count() const override { return count_; }
  int rank() const override { return rank_; }
  bool lost() const override { return lost_; }
  int on_this_machine() const { return static_cast<int>(neighbours_.size()); }

 protected:
  Transfer start_send(int to, const void* bytes, std::size_t count) override;
  Transfer start_receive(int from, void* bytes, std::size_t count) override;
  bool wait(Transfer transfer) override;

 private:
  Transfer next_transfer();
  bool a_neighbour_ended() const;
  bool seems_lost(double waited);

  int count_ = 1, rank_ = 0;
  std::vector<pid_t> neighbours_;  ///< the processes on this machine
  std::atomic<bool> lost_ = false;
  std::vector<MPI_Request> requests_;
  std::vector<Transfer> free_;  ///< requests that have ended
  double longest_wait_ = 0;     ///< of late, in seconds
  Clock::time_point stop_seen_{};
};

MpiRanks::MpiRanks() {
  MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
  MPI_Comm_size(MPI_COMM_WORLD, &count_);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm here = MPI_COMM_NULL;
  int on_this_machine = 1;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &here);
  MPI_Comm_size(here, &on_this_machine);
  neighbours_.resize(static_cast<std::size_t>(on_this_machine));
  const pid_t own = getpid();
  MPI_Allgather(&own, sizeof own, MPI_BYTE, neighbours_.data(), sizeof own, MPI_BYTE, here);
  MPI_Comm_free(&here);
}

MessageRanks::Transfer MpiRanks::next_transfer() {
  if (free_.empty()) {
    requests_.push_back(MPI_REQUEST_NULL);
    return static_cast<Transfer>(requests_.size()) - 1;
  }
  const Transfer transfer = free_.back();
  free_.pop_back();
  return transfer;
}

MessageRanks::Transfer MpiRanks::start_send(int to, const void* bytes, std::size_t count) {
  const Transfer transfer = next_transfer();
  MPI_Isend(bytes, static_cast<int>(count), MPI_BYTE, to, 0, MPI_COMM_WORLD,
            &requests_[static_cast<std::size_t>(transfer)]);
  return transfer;
}

MessageRanks::Transfer MpiRanks::start_receive(int from, void* bytes, std::size_t count) {
  const Transfer transfer = next_transfer();
  MPI_Irecv(bytes, static_cast<int>(count), MPI_BYTE, from, 0, MPI_COMM_WORLD,
            &requests_[static_cast<std::size_t>(transfer)]);
  return transfer;
}

bool MpiRanks::a_neighbour_ended() const {
  return std::any_of(neighbours_.begin(), neighbours_.end(),
                     [](pid_t pid) { return kill(pid, 0) != 0 && errno == ESRCH; });
}

/// Of a process on another machine nothing is seen but its silence. mpirun ends all processes with a signal when one of
/// them has died, and by force soon after. The same signal ends a sound run, in which the others go on to the end of
/// the step: only where they keep silent for longer than of late one is taken for lost.
bool MpiRanks::seems_lost(double waited) {
  constexpr double kPatience = 0.4;
  if (a_neighbour_ended()) return true;
  if (!stop_asked()) return false;
  if (stop_seen_ == Clock::time_point{}) stop_seen_ = Clock::now();
  return std::min(waited, seconds_since(stop_seen_)) > kPatience + 2 * longest_wait_;
}

bool MpiRanks::wait(Transfer transfer) {
  constexpr double kSpinSeconds = 0.002, kForget = 0.99;
  const auto start = Clock::now();
  int done = 0;
  double waited = 0;
  while (true) {
    const int result = MPI_Test(&requests_[static_cast<std::size_t>(transfer)], &done, MPI_STATUS_IGNORE);
    if (done && result == MPI_SUCCESS) break;
    waited = seconds_since(start);
    const bool long_wait = waited > kSpinSeconds;
    if (result != MPI_SUCCESS || (long_wait && seems_lost(waited))) {
      lost_ = true;
      return false;
    }
    // Ranks may share a core, so a long wait must not keep it from the one that is awaited.
    if (long_wait) std::this_thread::sleep_for(std::chrono::microseconds(100));
    else std::this_thread::yield();
  }
  longest_wait_ = std::max(waited, kForget * longest_wait_);
  free_.push_back(transfer);
  return true;
}

}  // namespace

Result<JoinedRanks> join_ranks() {
  if (!is_launched()) return JoinedRanks{};
  // Messages are the training thread's; this thread joins, agrees on the run and leaves, each at another time.
  int provided = MPI_THREAD_SINGLE;
  const bool joined = MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided) == MPI_SUCCESS;
  if (!joined || provided < MPI_THREAD_SERIALIZED) {
    return Error{"bad-usage", "MPI", "", "a library that several threads may call in turn (MPI_THREAD_SERIALIZED)",
                 "one that a single thread may call"};
  }
  auto ranks = std::make_unique<MpiRanks>();
  if (ranks->count() == 1) return JoinedRanks{};
  const int on_this_machine = ranks->on_this_machine();
  return JoinedRanks{std::move(ranks), on_this_machine};
}

}  // namespace hourglass
