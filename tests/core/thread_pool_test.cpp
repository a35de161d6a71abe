#include "core/thread_pool.h"

#include <catch2/catch_test_macros.hpp>

#include <map>
#include <vector>

namespace hourglass {
namespace {

int most_threads() { return ThreadPool::available() ? 3 : 1; }

}  // namespace

TEST_CASE("a pool runs each task exactly once, run after run", "[unit][threads]") {
  for (int threads = 1; threads <= most_threads(); ++threads) {
    ThreadPool pool(threads);
    CAPTURE(threads);
    std::vector<std::atomic<int>> times(37);
    int wrong = 0;
    for (int run = 0; run < 2000; ++run) {
      const int count = run % 38;
      for (std::atomic<int>& time : times) time.store(0, std::memory_order_relaxed);
      pool.run(count,
               [&](int task, Real*) { times[static_cast<std::size_t>(task)].fetch_add(1, std::memory_order_relaxed); });
      for (int task = 0; task < 37; ++task) {
        if (times[static_cast<std::size_t>(task)].load(std::memory_order_relaxed) != (task < count ? 1 : 0)) ++wrong;
      }
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("threads without a core come late, and take no task of a later run for one of theirs", "[unit][threads]") {
  ThreadPool pool(ThreadPool::available() ? 16 : 1);
  int wrong = 0;
  for (int run = 0; run < 3000; ++run) {
    // What a task finds is its own run's, and tasks of all runs are of different lengths.
    std::vector<std::atomic<int>> found(static_cast<std::size_t>(1 + run % 23));
    pool.run(static_cast<int>(found.size()), [&, run](int task, Real*) {
      volatile int sum = 0;
      for (int i = 0; i < 50 * (task + run % 7); ++i) sum = sum + i;
      found[static_cast<std::size_t>(task)].fetch_add(run + 1, std::memory_order_relaxed);
    });
    for (const std::atomic<int>& value : found) wrong += value.load(std::memory_order_relaxed) != run + 1;
  }
  CHECK(wrong == 0);
}

TEST_CASE("what tasks wrote is visible when the run returns", "[unit][threads]") {
  ThreadPool pool(most_threads());
  std::vector<int> values(101);
  int wrong = 0;
  for (int run = 1; run <= 2000; ++run) {
    pool.run(101, [&](int task, Real*) { values[static_cast<std::size_t>(task)] = run + task; });
    for (int task = 0; task < 101; ++task) {
      if (values[static_cast<std::size_t>(task)] != run + task) ++wrong;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("no two tasks that run at once share a scratch area", "[unit][threads]") {
  ThreadPool pool(most_threads());
  std::atomic<int> spoiled{0};
  for (int run = 0; run < 300; ++run) {
    pool.run(16, [&](int task, Real* scratch) {
      const Real mark = static_cast<Real>(task + 1);
      Real* last = scratch + ThreadPool::kScratchReals - 1;
      *scratch = *last = mark;
      for (int i = 0; i < 200; ++i) {
        if (*static_cast<volatile Real*>(scratch) != mark || *static_cast<volatile Real*>(last) != mark) ++spoiled;
      }
    });
  }
  CHECK(spoiled.load() == 0);
}

TEST_CASE("a scratch area belongs to one thread", "[unit][threads]") {
  // Identifies threads, which also works on one core, where their tasks hardly ever overlap.
  static thread_local const char own = 0;
  ThreadPool pool(most_threads());
  std::map<const Real*, const char*> owners;
  int wrong = 0;
  for (int run = 0; run < 300; ++run) {
    std::vector<std::pair<const Real*, const char*>> used(16);
    pool.run(16, [&](int task, Real* scratch) { used[static_cast<std::size_t>(task)] = {scratch, &own}; });
    for (const auto& [scratch, thread] : used) {
      if (owners.try_emplace(scratch, thread).first->second != thread) ++wrong;
    }
  }
  CHECK(wrong == 0);
  CHECK(owners.size() <= static_cast<std::size_t>(most_threads()));
}

TEST_CASE("pools that never ran a task, or were idle for long, still run tasks and end", "[unit][threads]") {
  for (int i = 0; i < 20; ++i) ThreadPool idle(most_threads());
  ThreadPool none(0), negative(-3);
  CHECK(none.threads() == 1);
  CHECK(negative.threads() == 1);
  int ran = 0;
  none.run(3, [&](int, Real*) { ++ran; });
  CHECK(ran == 3);
}

TEST_CASE("parts cover a size without overlaps or gaps", "[unit][threads]") {
  for (std::ptrdiff_t size : {0, 1, 15, 16, 17, 48, 49}) {
    std::ptrdiff_t next = 0;
    for (int i = 0; i < parts_in(size, 16); ++i) {
      const Range range = part_of(size, i, 16);
      CHECK(range.begin == next);
      CHECK(range.end > range.begin);
      CHECK(range.end - range.begin <= 16);
      next = range.end;
    }
    CHECK(next == size);
  }
}

}  // namespace hourglass
