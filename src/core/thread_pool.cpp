#include "core/thread_pool.h"

#if HG_THREADS
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "core/thread_choice.h"
#endif

namespace hourglass {

#if HG_THREADS

namespace {

void relax() {
#if defined(__SSE2__)
  __builtin_ia32_pause();
#endif
}

/// How often a waiting thread checks before it sleeps: about 60 microseconds, longer than the gaps between the
/// multiplies of one training step. Without a pause instruction one check is much shorter.
#if defined(__SSE2__)
constexpr int kSpins = 4000;
#else
constexpr int kSpins = 60000;
#endif

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// The tasks that one thread begins with. On its own cache line: the others only read it when their tasks are done.
struct alignas(kCacheLine) Share {
  std::atomic<int> next{0};
  int end = 0;
};

}  // namespace

struct ThreadPool::Shared {
  std::vector<Share> shares;
  std::vector<std::thread> workers;
  std::mutex mutex;
  std::condition_variable wake, left;
  std::atomic<unsigned> generation{0};
  std::atomic<int> sleepers{0};
  std::atomic<bool> stopping{false}, caller_sleeps{false};

  // The current job; the caller writes it while the job is not open and no worker is in it.
  Task task = nullptr;
  const void* context = nullptr;
  std::atomic<bool> open{false};
  std::atomic<int> inside{0};  ///< workers in the job

  ThreadChoice choice;
  double step_began = 0;

  explicit Shared(int threads) : shares(static_cast<std::size_t>(threads)) {}

  /// Gives neighbouring tasks to one thread, and the same tasks to the same thread in the next run of as many: what the
  /// thread wrote is then still in its cache.
  void deal(int count) {
    const int threads = static_cast<int>(shares.size());
    for (int i = 0; i < threads; ++i) {
      Share& share = shares[static_cast<std::size_t>(i)];
      share.next.store(static_cast<int>(static_cast<long long>(count) * i / threads), std::memory_order_relaxed);
      share.end = static_cast<int>(static_cast<long long>(count) * (i + 1) / threads);
    }
  }

  /// Runs the thread's own tasks, then those that the other threads have not begun.
  void work(std::size_t self, Real* scratch) {
    for (std::size_t i = 0; i < shares.size(); ++i) {
      Share& share = shares[(self + i) % shares.size()];
      for (int t = share.next.fetch_add(1, std::memory_order_relaxed); t < share.end;
           t = share.next.fetch_add(1, std::memory_order_relaxed)) {
        task(context, t, scratch);
      }
    }
  }

  void open_job() {
    open.store(true);
    generation.fetch_add(1);
    if (sleepers.load() == 0) return;
    std::lock_guard lock(mutex);
    wake.notify_all();
  }

  /// Returns when all workers have left the job. Whoever has not come by now, having no core, is not waited for.
  void close_job() {
    open.store(false);
    for (int i = 0; i < kSpins; ++i) {
      if (inside.load() == 0) return;
      relax();
    }
    // The system gives the core of a thread that sleeps to one that waits for a core, as the worker may.
    std::unique_lock lock(mutex);
    caller_sleeps.store(true);
    left.wait(lock, [&] { return inside.load() == 0; });
    caller_sleeps.store(false);
  }

  /// A worker's part in the job, where that is still open.
  void take_part(std::size_t self, Real* scratch) {
    inside.fetch_add(1);
    if (open.load()) work(self, scratch);
    if (inside.fetch_sub(1) > 1 || !caller_sleeps.load()) return;
    std::lock_guard lock(mutex);
    left.notify_one();
  }

  unsigned wait_for_job(unsigned seen) {
    for (int i = 0; i < kSpins; ++i) {
      const unsigned now = generation.load(std::memory_order_acquire);
      if (now != seen || stopping.load(std::memory_order_relaxed)) return now;
      relax();
    }
    std::unique_lock lock(mutex);
    ++sleepers;
    wake.wait(lock, [&] { return generation.load() != seen || stopping.load(); });
    --sleepers;
    return generation.load();
  }

  void worker(std::size_t self, Real* scratch) {
    unsigned seen = 0;
    while (true) {
      seen = wait_for_job(seen);
      if (stopping.load()) return;
      take_part(self, scratch);
    }
  }
};

bool ThreadPool::available() { return true; }

ThreadPool::ThreadPool(int threads)
    : threads_(threads < 1 ? 1 : threads),
      scratch_(static_cast<std::size_t>(threads_) * kScratchReals),
      shared_scratch_(kSharedScratchReals) {
  if (threads_ == 1) return;
  shared_ = std::make_unique<Shared>(threads_);
  for (std::size_t i = 1; i < shared_->shares.size(); ++i) {
    Real* scratch = scratch_.data() + i * kScratchReals;
    shared_->workers.emplace_back([this, i, scratch] { shared_->worker(i, scratch); });
  }
}

ThreadPool::~ThreadPool() {
  if (!shared_) return;
  {
    std::lock_guard lock(shared_->mutex);
    shared_->stopping = true;
  }
  shared_->wake.notify_all();
  for (std::thread& worker : shared_->workers) worker.join();
}

void ThreadPool::run_tasks(int count, Task task, const void* context) {
  const auto run_alone = [&] {
    for (int i = 0; i < count; ++i) task(context, i, scratch_.data());
  };
  if (!shared_) return run_alone();
  Shared& s = *shared_;
  if (count == 1 || s.choice.alone()) return run_alone();
  s.task = task;
  s.context = context;
  s.deal(count);
  s.open_job();
  s.work(0, scratch_.data());
  s.close_job();
}

void ThreadPool::begin_step() {
  if (shared_) shared_->step_began = seconds_now();
}

void ThreadPool::end_step() {
  if (shared_) shared_->choice.step(seconds_now() - shared_->step_began);
}

#else

struct ThreadPool::Shared {};

bool ThreadPool::available() { return false; }
ThreadPool::ThreadPool(int) : threads_(1), scratch_(kScratchReals), shared_scratch_(kSharedScratchReals) {}
ThreadPool::~ThreadPool() = default;

void ThreadPool::run_tasks(int count, Task task, const void* context) {
  for (int i = 0; i < count; ++i) task(context, i, scratch_.data());
}
void ThreadPool::begin_step() {}
void ThreadPool::end_step() {}

#endif

}  // namespace hourglass
