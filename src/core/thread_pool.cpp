#include "core/thread_pool.h"

#if HG_THREADS
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>
#if defined(__SSE2__)
#include <immintrin.h>
#endif
#endif

namespace hourglass {

#if HG_THREADS

namespace {

void relax() {
#if defined(__SSE2__)
  _mm_pause();
#endif
}

/// How often a waiting thread looks again before it sleeps: some tens of microseconds, longer than the gaps between
/// the multiplies of one training step.
constexpr int kSpins = 4000;

}  // namespace

struct ThreadPool::Shared {
  std::vector<std::thread> workers;
  std::mutex mutex;
  std::condition_variable wake;
  std::atomic<unsigned> generation{0};
  std::atomic<bool> stopping{false};

  // The job of the present generation; written by the caller before the generation advances.
  Task task = nullptr;
  const void* context = nullptr;
  int count = 0;
  std::atomic<int> next{0};
  std::atomic<int> busy{0};

  void work(Real* scratch) {
    for (int i = next.fetch_add(1, std::memory_order_relaxed); i < count;
         i = next.fetch_add(1, std::memory_order_relaxed)) {
      task(context, i, scratch);
    }
  }

  unsigned wait_for_job(unsigned seen) {
    for (int i = 0; i < kSpins; ++i) {
      const unsigned now = generation.load(std::memory_order_acquire);
      if (now != seen || stopping.load(std::memory_order_relaxed)) return now;
      relax();
    }
    std::unique_lock lock(mutex);
    wake.wait(lock, [&] { return generation.load(std::memory_order_acquire) != seen || stopping.load(); });
    return generation.load(std::memory_order_acquire);
  }

  void worker(Real* scratch) {
    unsigned seen = 0;
    while (true) {
      seen = wait_for_job(seen);
      if (stopping.load()) return;
      work(scratch);
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
  shared_ = std::make_unique<Shared>();
  for (int i = 1; i < threads_; ++i) {
    Real* scratch = scratch_.data() + static_cast<std::size_t>(i) * kScratchReals;
    shared_->workers.emplace_back([this, scratch] { shared_->worker(scratch); });
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
  s.count = count;
  s.next.store(0, std::memory_order_relaxed);
  s.busy.store(threads_ - 1, std::memory_order_relaxed);
  {
    std::lock_guard lock(s.mutex);
    s.generation.fetch_add(1, std::memory_order_release);
  }
  s.wake.notify_all();
  s.work(scratch_.data());
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
