#include "core/thread_choice.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

/// A pool with which a step takes so many seconds by each way.
struct Machine {
  double together, alone;
};

/// Works until `end`; the share of the time that passed alone.
double work(ThreadChoice& choice, const Machine& machine, double& now, double end) {
  const double start = now;
  double alone = 0;
  while (now < end) {
    const bool was_alone = choice.alone();
    const double passed = was_alone ? machine.alone : machine.together;
    now += passed;
    if (was_alone) alone += passed;
    choice.step(passed);
  }
  return alone / (now - start);
}

}  // namespace

TEST_CASE("threads that make work faster share it, but for a fiftieth of the time", "[unit]") {
  ThreadChoice choice;
  double now = 100;
  CHECK(!choice.alone());
  work(choice, {.together = 1e-5, .alone = 1.6e-5}, now, 102);
  CHECK(work(choice, {.together = 1e-5, .alone = 1.6e-5}, now, 110) < 0.02);
}

TEST_CASE("threads that make work slower leave it to one, but for a twentieth of the time", "[unit]") {
  ThreadChoice choice;
  double now = 0;
  work(choice, {.together = 3e-5, .alone = 1e-5}, now, 2);
  CHECK(work(choice, {.together = 3e-5, .alone = 1e-5}, now, 10) > 0.95);
}

TEST_CASE("equally fast ways are not changed between", "[unit]") {
  ThreadChoice choice;
  double now = 0;
  work(choice, {.together = 1e-5, .alone = 1e-5}, now, 2);
  CHECK(work(choice, {.together = 1e-5, .alone = 1e-5}, now, 10) < 0.02);
}

TEST_CASE("the way follows the machine within two seconds", "[unit]") {
  ThreadChoice choice;
  double now = 0;
  const Machine quiet = {.together = 1e-5, .alone = 1.8e-5}, busy = {.together = 4e-5, .alone = 1.8e-5};
  for (int i = 0; i < 3; ++i) {
    CHECK(work(choice, quiet, now, now + 5) < 0.1);
    work(choice, busy, now, now + 2);
    CHECK(work(choice, busy, now, now + 5) > 0.9);
    work(choice, quiet, now, now + 2);
    CHECK(work(choice, quiet, now, now + 5) < 0.1);
  }
}

TEST_CASE("steps longer than a window decide as short ones do", "[unit]") {
  for (const double seconds : {1e-4, 0.015, 0.3}) {
    CAPTURE(seconds);
    ThreadChoice choice;
    double now = 0;
    work(choice, {.together = seconds, .alone = 1.7 * seconds}, now, 40 * (seconds + 0.02));
    CHECK(work(choice, {.together = seconds, .alone = 1.7 * seconds}, now, now + 1000 * (seconds + 0.02)) < 0.05);
    work(choice, {.together = 3 * seconds, .alone = 1.7 * seconds}, now, now + 200 * (seconds + 0.02));
    CHECK(work(choice, {.together = 3 * seconds, .alone = 1.7 * seconds}, now, now + 1000 * (seconds + 0.02)) > 0.9);
  }
}

}  // namespace hourglass
