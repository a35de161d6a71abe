#include "app/tasks/task_scheduler.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

/// A task that is done after so many slices.
class CountedTask : public BackgroundTask {
 public:
  explicit CountedTask(int slices) : slices_(slices) {}
  int advanced() const { return advanced_; }

 private:
  void begin(const Snapshot&) override { advanced_ = 0; }
  Progress advance(Inference&, const Snapshot&) override {
    return ++advanced_ < slices_ ? Progress::kMore : Progress::kDone;
  }
  void forget() override {}

  int slices_;
  int advanced_ = 0;
};

/// One call with two tasks.
void work_on(TaskScheduler& scheduler, CountedTask& first, CountedTask& second, double budget_ms) {
  static const auto snapshot = std::make_shared<const Snapshot>();
  scheduler.request(first);
  scheduler.request(second);
  scheduler.work(snapshot, budget_ms);
}

constexpr double kLeast = 1e-9;  // milliseconds: one slice, and no more
constexpr double kAmple = 1e6;

TEST_CASE("the scheduler is busy while a task that it had no time for waits", "[app]") {
  TaskScheduler scheduler;
  CountedTask first(1), second(1);
  work_on(scheduler, first, second, kLeast);
  CHECK(first.advanced() == 1);
  CHECK(second.advanced() == 0);
  CHECK(scheduler.busy());
  work_on(scheduler, first, second, kLeast);
  CHECK(second.advanced() == 1);
  CHECK_FALSE(scheduler.busy());
}

TEST_CASE("the scheduler is busy with what was requested in a frame that had no time left", "[app]") {
  TaskScheduler scheduler;
  CountedTask first(2), second(3);
  work_on(scheduler, first, second, -1);
  CHECK(first.advanced() + second.advanced() == 0);
  CHECK(scheduler.busy());
  work_on(scheduler, first, second, kAmple);
  CHECK(first.advanced() == 2);
  CHECK(second.advanced() == 3);
  CHECK_FALSE(scheduler.busy());
}

}  // namespace
}  // namespace hourglass
