// A fixed set of threads that share out numbered tasks. One thread (or a build without threads) runs them in place.
#pragma once

#include <atomic>
#include <memory>

#include "core/buffer.h"
#include "core/real.h"

namespace hourglass {

/// Runs tasks 0 .. count-1, each exactly once, in any order and on any thread, or all on the caller's where that is
/// faster. Results must not depend on which thread runs a task: that is what makes runs equal for any number of
/// threads.
class ThreadPool {
 public:
  /// Temporary values that each worker has room for.
  static constexpr std::size_t kScratchReals = 160 * 1024;
  /// Values in the scratch that all tasks of a run share: a run can read what the run before it left there.
  static constexpr std::size_t kSharedScratchReals = 128 * 1024;

  /// `threads` in all, the caller included. Values below 1 count as 1.
  explicit ThreadPool(int threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return threads_; }
  /// kSharedScratchReals values; any run may overwrite them.
  Real* shared_scratch() { return shared_scratch_.data(); }

  /// Calls body(task, scratch) for every task and returns when all are done. Allocates nothing. Not reentrant.
  template <class Body>
  void run(int count, const Body& body) {
    run_tasks(
        count,
        [](const void* context, int task, Real* scratch) { (*static_cast<const Body*>(context))(task, scratch); },
        &body);
  }

  /// Around one step of training: by the time between them the pool decides whether its threads help (ThreadChoice). A
  /// step that does not end is forgotten.
  void begin_step();
  void end_step();

  /// True where this build can start threads at all.
  static bool available();

 private:
  using Task = void (*)(const void* context, int task, Real* scratch);
  struct Shared;
  void run_tasks(int count, Task task, const void* context);

  int threads_;
  Buffer<Real> scratch_, shared_scratch_;
  std::unique_ptr<Shared> shared_;
};

/// A half-open range; `part_of` gives the index-th piece of `part` elements (the last one may be shorter).
struct Range {
  std::ptrdiff_t begin, end;
};
inline Range part_of(std::ptrdiff_t size, int index, std::ptrdiff_t part) {
  const std::ptrdiff_t begin = index * part;
  return {begin, begin + part < size ? begin + part : size};
}
inline int parts_in(std::ptrdiff_t size, std::ptrdiff_t part) { return static_cast<int>((size + part - 1) / part); }

}  // namespace hourglass
