#include "session/session.h"

#include <algorithm>
#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cmath>
#include <thread>

#include "autoencoder/families.h"
#include "session/inference.h"
#include "session/trainer.h"
#include "support/allocation_counter.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

/// Lets the session run until `reached` returns true, for at most ten seconds.
template <class Condition>
std::shared_ptr<const Snapshot> run_until(Session& session, Condition reached) {
  const auto start = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - start < std::chrono::seconds(10)) {
    session.pump(5);
    const auto snapshot = session.snapshot();
    if (reached(*snapshot)) return snapshot;
    if (session.threaded()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return session.snapshot();
}

}  // namespace

TEST_CASE("all NaNs of a model's weights are the same to their hash", "[session]") {
  Model model;
  model.parameters = Buffer<Real>(2);
  model.parameters[1] = std::bit_cast<Real>(0x7fc00000u);
  const std::string hash = weights_hash(model);
  model.parameters[1] = std::bit_cast<Real>(0xffc12345u);
  CHECK(weights_hash(model) == hash);
  model.parameters[1] = 1;
  CHECK(weights_hash(model) != hash);
}

TEST_CASE("without threads a slice's budget is used although a snapshot is made", "[session]") {
  auto session = make_session(small_settings());
  if (session->threaded()) SKIP("this build trains in a thread of its own");
  session->start();
  session->pump(5);
  // Steps of one slice, the median of some; `due`: with a snapshot asked for so long ago that one is made.
  const auto steps_of_slice = [&](bool due) {
    std::vector<std::uint64_t> steps;
    for (int i = 0; i < 9; ++i) {
      const std::uint64_t before = session->settle()->model.step;
      if (due) session->snapshot();
      const auto start = std::chrono::steady_clock::now();
      while (std::chrono::steady_clock::now() - start < std::chrono::milliseconds(60)) {
      }
      session->pump(20);
      steps.push_back(session->settle()->model.step - before);
    }
    std::nth_element(steps.begin(), steps.begin() + 4, steps.end());
    return steps[4];
  };
  const std::uint64_t plain = steps_of_slice(false), with_snapshot = steps_of_slice(true);
  CAPTURE(plain, with_snapshot);
  REQUIRE(plain > 10);
  CHECK(with_snapshot > plain / 2);
}

TEST_CASE("without threads a run that ends in a slice with a snapshot is seen to end", "[session]") {
  for (int epochs = 1; epochs <= 12; ++epochs) {
    CAPTURE(epochs);
    auto session = make_session(small_settings({{"epochs", std::to_string(epochs)}}));
    if (session->threaded()) SKIP("this build trains in a thread of its own");
    session->start();
    RunState state = RunState::kRunning;
    for (int slice = 0; slice < 100 && state == RunState::kRunning; ++slice) {
      const auto start = std::chrono::steady_clock::now();
      while (std::chrono::steady_clock::now() - start < std::chrono::milliseconds(40)) {
      }
      session->pump(15);
      state = session->snapshot()->state;
    }
    CHECK(state == RunState::kFinished);
  }
}

TEST_CASE("every family lowers its held-out loss on digits", "[session][long]") {
  for (const Family& family : families()) {
    CAPTURE(family.id);
    auto session = make_session(small_settings({{"family", std::string(family.id)}}));
    session->step(300);
    const auto snapshot = session->settle();
    REQUIRE(snapshot->model.step == 300);
    REQUIRE(snapshot->history.size() > 5);
    CHECK(snapshot->history.back().held_out.total < 0.75 * snapshot->history.front().held_out.total);
  }
}

TEST_CASE("every family can overfit one batch", "[session][long]") {
  for (const Family& family : families()) {
    CAPTURE(family.id);
    auto session = make_session(small_settings(
        {{"family", std::string(family.id)}, {"samples", "8"}, {"batch", "8"}, {"hidden", "64"}, {"beta", "0"}}));
    session->step(800);
    const auto history = session->settle()->history;
    const double first = history.front().training.reconstruction, last = history.back().training.reconstruction;
    CHECK(last < 0.45 * first);
  }
}

TEST_CASE("a run ends after the requested number of epochs, and reports the end of each", "[session][races]") {
  auto session = make_session(small_settings({{"epochs", "7"}}));
  const auto finished = [](const Snapshot& s) { return s.state == RunState::kFinished; };
  const std::uint64_t steps = session->snapshot()->steps_per_epoch;
  CHECK(session->take_epoch_ends().empty());
  for (std::uint64_t round = 1; round <= 2; ++round) {
    session->end_after(3);
    REQUIRE(session->set("learning_rate", "0.002"));  // another live setting does not move the end
    session->start();
    CHECK(run_until(*session, finished)->model.step == 3 * round * steps);
    const auto ends = session->take_epoch_ends();
    REQUIRE(ends.size() == 3);
    for (std::size_t n = 0; n < 3; ++n) {
      CHECK(ends[n]->model.step == (3 * (round - 1) + n + 1) * steps);
      CHECK(ends[n]->state == RunState::kRunning);
      CHECK(ends[n]->history.size() == 1);
      CHECK(ends[n]->model.parameters.size() == 0);
    }
    CHECK(session->take_epoch_ends().empty());
  }
}

TEST_CASE("commands do what they say", "[session][races]") {
  auto session = make_session(small_settings());
  CHECK(session->snapshot()->state == RunState::kPaused);
  CHECK(session->snapshot()->model.step == 0);

  session->step(3);
  CHECK(session->settle()->model.step == 3);
  session->start();
  CHECK(run_until(*session, [](const Snapshot& s) { return s.model.step > 10; })->state == RunState::kRunning);
  session->pause();
  const auto paused = session->settle();
  CHECK(paused->state == RunState::kPaused);
  CHECK(paused->model.step > 10);
  CHECK(session->settle()->model.step == paused->model.step);

  REQUIRE(session->reset(small_settings({{"latent", "3"}})));
  CHECK(session->settle()->model.step == 0);
  CHECK(session->snapshot()->model.settings.architecture.latent == 3);
  CHECK(session->snapshot()->generation > paused->generation);
}

TEST_CASE("a snapshot shows the state that a command asked for at once", "[session]") {
  auto session = make_session(small_settings());
  session->start();
  CHECK(session->snapshot()->state == RunState::kRunning);
  session->pause();
  CHECK(session->snapshot()->state == RunState::kPaused);
  session->start();
  session->step();
  CHECK(session->snapshot()->state == RunState::kPaused);
}

TEST_CASE("training finishes after the requested epochs", "[session]") {
  auto session = make_session(small_settings({{"samples", "64"}, {"epochs", "2"}}));
  session->start();
  const auto snapshot = run_until(*session, [](const Snapshot& s) { return s.state == RunState::kFinished; });
  REQUIRE(snapshot->state == RunState::kFinished);
  CHECK(snapshot->model.step == 4);
}

TEST_CASE("live settings act at once, others need a reset", "[session]") {
  auto session = make_session(small_settings());
  REQUIRE(session->set("learning_rate", "0"));
  CHECK(session->settings().training.optimiser_options.learning_rate == 0);
  const std::string before = weights_hash(session->settle()->model);
  session->step(5);
  CHECK(weights_hash(session->settle()->model) == before);

  const Status refused = session->set("latent", "9");
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode("setting-needs-reset"));
  const Status unknown = session->set("learning-speed", "9");
  REQUIRE(!unknown);
  CHECK(unknown.error().code == ErrorCode("setting-unknown"));
}

TEST_CASE("a diverged run stops, says so in one sentence, and keeps the last good weights", "[session]") {
  auto session =
      make_session(small_settings({{"optimiser", "sgd"}, {"output_activation", "linear"}, {"learning_rate", "10"}}));
  session->start();
  const auto snapshot = run_until(*session, [](const Snapshot& s) { return s.state == RunState::kDiverged; });
  REQUIRE(snapshot->state == RunState::kDiverged);
  CHECK(snapshot->message.find("diverged at step") != std::string::npos);
  CHECK(snapshot->message.find("learning rate of 10") != std::string::npos);
  for (Real weight : snapshot->model.parameters) REQUIRE(std::isfinite(weight));
}

TEST_CASE("a diverged run continues from its last good weights with a smaller learning rate", "[session]") {
  auto session =
      make_session(small_settings({{"optimiser", "sgd"}, {"output_activation", "linear"}, {"learning_rate", "10"}}));
  session->start();
  const auto lost = run_until(*session, [](const Snapshot& s) { return s.state == RunState::kDiverged; });
  REQUIRE(lost->state == RunState::kDiverged);
  REQUIRE(session->set("learning_rate", "0.0001"));
  session->step(20);
  const auto first = session->settle();
  REQUIRE(first->model.step >= 20);
  session->step(200);
  const auto later = session->settle();
  // The restored weights were good: the loss is that of an early network, and falls.
  CHECK(first->history.back().held_out.total < 1000);
  CHECK(later->history.back().held_out.total < first->history.back().held_out.total);
}

TEST_CASE("a training step allocates nothing after the first", "[session][long]") {
  for (const Family& family : families()) {
    for (const char* threads : {"1", "2"}) {
      CAPTURE(family.id, threads);
      const Settings settings = small_settings({{"family", std::string(family.id)}, {"threads", threads}});
      auto data = make_session(settings)->snapshot()->data;
      auto trainer = Trainer::create(settings, data);
      REQUIRE(trainer);
      // One epoch and one held-out score, so that the lazily drawn digits exist.
      for (int i = 0; i < 25; ++i) REQUIRE((*trainer)->step());
      const AllocationScope scope;
      for (int i = 0; i < 40; ++i) (*trainer)->step();
      CHECK(scope.count() == 0);
    }
  }
}

TEST_CASE("reading a snapshot never disturbs training", "[session][races]") {
  auto watched = make_session(small_settings());
  Inference inference;
  for (int i = 0; i < 20; ++i) {
    watched->step(2);
    const auto snapshot = watched->settle();
    const std::vector<float> pixels(784, 0.5f);
    REQUIRE(inference.reconstruct(snapshot->model, pixels));
  }
  auto alone = make_session(small_settings());
  alone->step(40);
  CHECK(weights_hash(watched->settle()->model) == weights_hash(alone->settle()->model));
}

TEST_CASE("inference gives the same bits with any number of threads", "[session]") {
  auto session = make_session(small_settings({{"hidden", "256"}}));
  session->step(5);
  const Model& model = session->settle()->model;
  std::vector<float> pixels(5 * 784);
  session->snapshot()->data->read(Split::kHeldOut, 0, pixels.data());
  Inference inference;
  const auto alone = inference.reconstruct(model, pixels);
  inference.use_threads(2);
  const auto shared = inference.reconstruct(model, pixels);
  REQUIRE(alone);
  REQUIRE(shared);
  CHECK(*alone == *shared);
}

TEST_CASE("inference checks lengths and values, and decode of encode is reconstruct", "[session]") {
  auto session = make_session(small_settings());
  session->step(20);
  const Model& model = session->settle()->model;
  Inference inference;
  std::vector<float> pixels(3 * 784);
  session->snapshot()->data->read(Split::kHeldOut, 0, pixels.data());
  const auto codes = inference.encode(model, pixels);
  REQUIRE(codes);
  CHECK(codes->size() == 18);
  const auto decoded = inference.decode(model, *codes);
  const auto direct = inference.reconstruct(model, pixels);
  REQUIRE(decoded);
  REQUIRE(direct);
  CHECK(*decoded == *direct);

  const auto short_array = inference.encode(model, std::span<const float>(pixels.data(), 783));
  REQUIRE(!short_array);
  CHECK(short_array.error().code == ErrorCode("array-wrong-length"));
  pixels[5] = 255;
  for (const auto& refused : {inference.encode(model, pixels), inference.reconstruct(model, pixels)}) {
    REQUIRE(!refused);
    CHECK(refused.error().code == ErrorCode("array-out-of-range"));
    CHECK(refused.error().where == "index 5");
  }
  pixels[5] = -2.5f;
  CHECK(inference.encode(model, pixels));
  pixels[5] = NAN;
  const auto not_finite = inference.encode(model, pixels);
  REQUIRE(!not_finite);
  CHECK(not_finite.error().code == ErrorCode("array-not-finite"));
}

TEST_CASE("a model of another shape than the data is refused", "[session]") {
  auto session = make_session(small_settings());
  Model model = session->settle()->model;
  model.input = {14, 14, 1};
  const Status refused = session->load(model, session->snapshot()->data);
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode("data-shape-mismatch"));
}

TEST_CASE("a snapshot never shows a half finished step, however small the slices of training are", "[session][races]") {
  const Settings settings = small_settings({{"samples", "256"}, {"batch", "32"}, {"epochs", "30"}});
  auto session = make_session(settings);
  auto trainer = Trainer::create(settings, session->snapshot()->data);
  REQUIRE(trainer);
  session->start();
  const auto start = std::chrono::steady_clock::now();
  int compared = 0;
  while (std::chrono::steady_clock::now() - start < std::chrono::seconds(60)) {
    session->pump(0.001);
    const auto snapshot = session->snapshot();
    const std::uint64_t step = snapshot->model.step;
    if (step > (*trainer)->steps_done()) {
      while ((*trainer)->steps_done() < step) REQUIRE((*trainer)->step());
      const Model expected = (*trainer)->model(Trainer::Copy::kWeights);
      REQUIRE(std::equal(expected.parameters.begin(), expected.parameters.end(), snapshot->model.parameters.begin()));
      ++compared;
    }
    if (snapshot->state == RunState::kFinished) break;
  }
  CHECK(session->snapshot()->state == RunState::kFinished);
  CHECK(compared > 0);
}

TEST_CASE("a setting changed during a step acts from the next step on", "[session][races]") {
  auto session = make_session(small_settings({{"batch", "32"}, {"epochs", "1000"}}));
  session->start();
  session->pump(0.001);
  REQUIRE(session->set("learning_rate", "0.5"));
  session->pause();
  CHECK(session->settle()->model.settings.training.optimiser_options.learning_rate == 0.5);
  session->step(2);
  CHECK(session->settle()->state != RunState::kRunning);
}

}  // namespace hourglass
