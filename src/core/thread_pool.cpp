#include "core/thread_pool.h"

#if HG_THREADS
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>
#endif

namespace hourglass {

#if HG_THREADS

namespace {

void relax() {
#if defined(__SSE2__)
  __builtin_ia32_pause();
#endif
}

/// How often a waiting thread checks for work before it sleeps: about 60 microseconds, longer than the gaps between
/// the multiplies of one training step. Without a pause instruction one check is much shorter.
#if defined(__SSE2__)
constexpr int kSpins = 4000;
#else
constexpr int kSpins = 60000;
#endif

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
  std::condition_variable wake;
  std::atomic<unsigned> generation{0};
  std::atomic<int> sleepers{0};
  std::atomic<bool> stopping{false};

  // The current job; the caller writes it before it advances `generation`.
  Task task = nullptr;
  const void* context = nullptr;
  std::atomic<int> busy{0};

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

  void announce() {
    generation.fetch_add(1);
    if (sleepers.load() == 0) return;
    std::lock_guard lock(mutex);
    wake.notify_all();
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
      work(self, scratch);
      busy.fetch_sub(1, std::memory_order_release);
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
  if (!shared_ || count == 1) {
    for (int i = 0; i < count; ++i) task(context, i, scratch_.data());
    return;
  }
  Shared& s = *shared_;
  s.task = task;
  s.context = context;
  s.deal(count);
  s.busy.store(threads_ - 1, std::memory_order_relaxed);
  s.announce();
  s.work(0, scratch_.data());
  for (int i = 0; s.busy.load(std::memory_order_acquire) != 0; ++i) {
    if (i < kSpins) {
      relax();
    } else {
      std::this_thread::yield();
    }
  }
}

#else

struct ThreadPool::Shared {};

bool ThreadPool::available() { return false; }
ThreadPool::ThreadPool(int) : threads_(1), scratch_(kScratchReals), shared_scratch_(kSharedScratchReals) {}
ThreadPool::~ThreadPool() = default;

void ThreadPool::run_tasks(int count, Task task, const void* context) {
  for (int i = 0; i < count; ++i) task(context, i, scratch_.data());
}

#endif

}  // namespace hourglass
