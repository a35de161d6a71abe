// Resumed runs: `epochs` is a run's total, however often it was stopped.
#include <catch2/catch_test_macros.hpp>

#include "autoencoder/families.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

constexpr std::uint64_t kStepsPerEpoch = 18;  // 600 samples in batches of 32

/// Starts the run and waits until it has finished.
std::shared_ptr<const Snapshot> train_to_the_end(Session& session) {
  session.start();
  while (session.snapshot()->state == RunState::kRunning) session.pump(5);
  REQUIRE(session.snapshot()->state == RunState::kFinished);
  return session.settle();
}

std::unique_ptr<Session> rectangle_run(const SettingList& extra) {
  return make_session(small_settings(extra), std::make_shared<Rectangles>());
}

/// A run in the middle of its second epoch, stopped and resumed from its model.
std::unique_ptr<Session> resumed_run(const Settings& settings) {
  auto stopped = make_session(settings, std::make_shared<Rectangles>());
  stopped->step(25);
  auto session = Session::resume(stopped->resumable_model(), std::make_shared<Rectangles>());
  REQUIRE(session);
  return std::move(*session);
}

/// The end of the run both ways: uninterrupted and resumed.
void check_resumed_run(const SettingList& extra) {
  const Settings settings = small_settings(extra);
  const auto whole = train_to_the_end(*make_session(settings, std::make_shared<Rectangles>()));
  const auto resumed = train_to_the_end(*resumed_run(settings));
  CHECK(resumed->model.step == whole->model.step);
  CHECK(weights_hash(resumed->model) == weights_hash(whole->model));
}

}  // namespace

TEST_CASE("a resumed run of every family ends at its total, with the same bits as an uninterrupted run",
          "[session][long]") {
  for (const Family& family : families()) {
    CAPTURE(family.id);
    check_resumed_run({{"family", std::string(family.id)}, {"epochs", "3"}});
  }
}

TEST_CASE("a resumed run keeps its schedule, its patience and its dropout", "[session]") {
  check_resumed_run({{"epochs", "3"}, {"dropout", "0.2"}, {"normalisation", "batch"}});
  check_resumed_run({{"epochs", "4"}, {"patience", "1"}, {"learning_rate", "0.02"}});
  for (const char* schedule : {"cosine", "one-cycle", "step", "plateau"}) {
    CAPTURE(schedule);
    check_resumed_run({{"epochs", "3"}, {"schedule", schedule}, {"decay_epochs", "1"}, {"warmup_epochs", "0.5"}});
  }
}

TEST_CASE("a run that has reached its total stays finished until the total grows", "[session]") {
  auto session = rectangle_run({{"epochs", "2"}});
  CHECK(train_to_the_end(*session)->model.step == 2 * kStepsPerEpoch);
  CHECK(train_to_the_end(*session)->model.step == 2 * kStepsPerEpoch);
  REQUIRE(session->set("epochs", "3"));
  CHECK(session->snapshot()->state == RunState::kPaused);
  CHECK(train_to_the_end(*session)->model.step == 3 * kStepsPerEpoch);
  REQUIRE(session->set("epochs", "1"));
  CHECK(train_to_the_end(*session)->model.step == 3 * kStepsPerEpoch);
}

TEST_CASE("the epochs of a loaded model count towards the total", "[session]") {
  auto first = rectangle_run({{"epochs", "2"}});
  train_to_the_end(*first);
  auto loaded = Session::resume(first->resumable_model(), std::make_shared<Rectangles>());
  REQUIRE(loaded);
  CHECK(train_to_the_end(**loaded)->model.step == 2 * kStepsPerEpoch);
  REQUIRE((*loaded)->set("epochs", "3"));
  CHECK(train_to_the_end(**loaded)->model.step == 3 * kStepsPerEpoch);
}

TEST_CASE("end_after trains for more epochs from here, once", "[session]") {
  auto session = rectangle_run({{"epochs", "2"}});
  for (std::uint64_t epochs : {2u, 4u, 6u}) {
    session->end_after(2);
    CHECK(train_to_the_end(*session)->model.step == epochs * kStepsPerEpoch);
  }
  CHECK(train_to_the_end(*session)->model.step == 6 * kStepsPerEpoch);

  auto other = rectangle_run({{"epochs", "4"}});
  other->end_after(1);
  CHECK(train_to_the_end(*other)->model.step == kStepsPerEpoch);
  CHECK(train_to_the_end(*other)->model.step == 4 * kStepsPerEpoch);
}

TEST_CASE("pause cancels end_after", "[session]") {
  auto session = rectangle_run({{"epochs", "2"}});
  session->end_after(1000);
  session->step(kStepsPerEpoch / 2);
  session->settle();
  session->pause();
  CHECK(train_to_the_end(*session)->model.step == 2 * kStepsPerEpoch);
}

TEST_CASE("a run that stopped early stays finished, also after loading, until patience grows", "[session]") {
  const SettingList impatient = {{"epochs", "50"}, {"patience", "1"}, {"learning_rate", "0.05"}};
  auto session = rectangle_run(impatient);
  const auto stopped = train_to_the_end(*session);
  const std::uint64_t total = 50 * stopped->steps_per_epoch;
  REQUIRE(stopped->model.step < total);
  CHECK(train_to_the_end(*session)->model.step == stopped->model.step);

  auto loaded = Session::resume(session->resumable_model(), std::make_shared<Rectangles>());
  REQUIRE(loaded);
  CHECK(train_to_the_end(**loaded)->model.step == stopped->model.step);
  REQUIRE((*loaded)->set("patience", "0"));
  CHECK(train_to_the_end(**loaded)->model.step == total);
}

}  // namespace hourglass
