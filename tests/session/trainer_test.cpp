// Training steps: clipping, live settings, validation, early stopping, schedules and health.
#include "session/trainer.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "support/allocation_counter.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

std::string hash_of(const Trainer& trainer) { return weights_hash(trainer.model(Trainer::Copy::kWeights)); }

std::string hash_after(const SettingList& extra, int steps) {
  auto trainer = make_trainer(extra);
  for (int i = 0; i < steps; ++i) REQUIRE(trainer->step());
  return hash_of(*trainer);
}

}  // namespace

TEST_CASE("a clipping limit that no gradient reaches changes no bit, for any number of threads", "[session]") {
  for (const char* family : {"vanilla", "vae"}) {
    const std::string plain = hash_after({{"family", family}}, 30);
    for (const char* threads : {"1", "2", "3"}) {
      CAPTURE(family, threads);
      CHECK(hash_after({{"family", family}, {"threads", threads}, {"clip_norm", "1000000"}}, 30) == plain);
    }
  }
}

TEST_CASE("clipped gradients move the weights no further than the limit", "[session]") {
  const SettingList sgd = {{"optimiser", "sgd"}, {"momentum", "0"}, {"learning_rate", "0.5"}};
  SettingList clipped = sgd;
  clipped.emplace_back("clip_norm", "0.01");
  const auto moved = [](const SettingList& extra) {
    auto trainer = make_trainer(extra);
    const Model before = trainer->model(Trainer::Copy::kWeights);
    REQUIRE(trainer->step());
    const Model after = trainer->model(Trainer::Copy::kWeights);
    double sum = 0;
    for (std::size_t i = 0; i < before.parameters.size(); ++i) {
      const double change = static_cast<double>(after.parameters[i]) - static_cast<double>(before.parameters[i]);
      sum += change * change;
    }
    return std::sqrt(sum);
  };
  CHECK(moved(sgd) > 0.02);
  CHECK(std::abs(moved(clipped) - 0.005) < 1e-5);
}

TEST_CASE("clipping can be turned on and off between steps", "[session]") {
  auto trainer = make_trainer({});
  Settings settings = trainer->settings();
  for (const char* limit : {"1000000", "0", "1000000"}) {
    REQUIRE(set_setting(settings, "clip_norm", limit));
    trainer->apply_live(settings);
    for (int i = 0; i < 10; ++i) REQUIRE(trainer->step());
  }
  CHECK(hash_of(*trainer) == hash_after({}, 30));
}

TEST_CASE("a step that clips allocates nothing after the first", "[session]") {
  for (const char* threads : {"1", "2"}) {
    auto trainer = make_trainer({{"threads", threads}, {"clip_norm", "0.1"}});
    for (int i = 0; i < 25; ++i) REQUIRE(trainer->step());
    const AllocationScope scope;
    for (int i = 0; i < 40; ++i) trainer->step();
    CHECK(scope.count() == 0);
  }
}

TEST_CASE("live settings are copied and others are not", "[session]") {
  const Settings from = small_settings({{"learning_rate", "0.25"}, {"beta", "3"}, {"latent", "9"}, {"seed", "5"}});
  Settings to = small_settings();
  copy_live_settings(from, to);
  int live = 0;
  for (const Setting& setting : settings_table()) {
    CAPTURE(setting.key);
    const Settings& expected = setting.change == SettingChange::kLive ? from : small_settings();
    CHECK(setting_text(to, setting) == setting_text(expected, setting));
    live += setting.change == SettingChange::kLive;
  }
  CHECK(to.training.optimiser_options.learning_rate == 0.25);
  CHECK(live >= 5);
}

namespace {

/// Trains until the run ends by itself.
Trainer::Progress run_out(Trainer& trainer, int most_steps) {
  for (int i = 0; i < most_steps; ++i) {
    Trainer::Progress progress = trainer.advance();
    while (progress == Trainer::Progress::kWithinStep) progress = trainer.advance();
    if (progress != Trainer::Progress::kStepDone) return progress;
  }
  return Trainer::Progress::kStepDone;
}

/// Settings that soon overfit: few images and a high rate, so that the validation loss rises.
SettingList overfitting_run() {
  return {{"samples", "64"}, {"batch", "16"}, {"validation", "0.25"}, {"learning_rate", "0.01"}, {"patience", "3"}};
}

}  // namespace

TEST_CASE("validation images are set aside by seed, and no image is in both parts", "[session]") {
  const TrainingParts parts = split_training(100, 0.2, 5), again = split_training(100, 0.2, 5);
  CHECK(parts.validation.size() == 20);
  CHECK(parts.training.size() == 80);
  std::vector<int> seen(100, 0);
  for (const auto* part : {&parts.training, &parts.validation}) {
    for (std::uint32_t index : *part) ++seen[index];
  }
  CHECK(std::count(seen.begin(), seen.end(), 1) == 100);
  CHECK(again.validation == parts.validation);
  CHECK(split_training(100, 0.2, 6).validation != parts.validation);
  CHECK(split_training(1, 0.5, 1).validation.empty());
  CHECK(split_training(3, 0.01, 1).validation.size() == 1);
  CHECK(validation_share(small_settings()) == 0);
  CHECK(validation_share(small_settings({{"patience", "2"}})) == 0.1);
  CHECK(validation_share(small_settings({{"schedule", "plateau"}})) == 0.1);
  CHECK(validation_share(small_settings({{"patience", "2"}, {"validation", "0.3"}})) == 0.3);
}

TEST_CASE("training steps do not read the validation images", "[session]") {
  /// Counts how often each training image is read.
  class Watched : public Rectangles {
   public:
    mutable std::vector<int> reads = std::vector<int>(600, 0);
    void read(Split split, std::uint32_t index, float* pixels) const override {
      if (split == Split::kTraining) ++reads[index];
      Rectangles::read(split, index, pixels);
    }
  };
  auto data = std::make_shared<Watched>();
  auto trainer = Trainer::create(small_settings({{"validation", "0.1"}}), data);
  REQUIRE(trainer);
  const TrainingParts parts = split_training(600, 0.1, 1);
  CHECK((*trainer)->steps_per_epoch() == 540 / 32);
  // All steps of the epoch but the last one. After the last step the validation part is scored once.
  for (std::uint64_t i = 1; i < (*trainer)->steps_per_epoch(); ++i) REQUIRE((*trainer)->step());
  for (std::uint32_t index : parts.validation) CHECK(data->reads[index] == 0);
  REQUIRE((*trainer)->step());
  for (std::uint32_t index : parts.validation) CHECK(data->reads[index] == 1);
}

TEST_CASE("a run with patience stops by itself and keeps the weights of its best epoch", "[session]") {
  const Settings settings = small_settings(overfitting_run());
  auto trainer = Trainer::create(settings, make_session(settings)->snapshot()->data);
  auto again = Trainer::create(settings, (*trainer)->shared_data());
  REQUIRE(run_out(**trainer, 4000) == Trainer::Progress::kStopped);
  const ValidationState& validation = (*trainer)->validation();
  CAPTURE((*trainer)->message(), (*trainer)->steps_done(), validation.best_step);
  CHECK((*trainer)->steps_done() == validation.best_step + 3 * (*trainer)->steps_per_epoch());
  CHECK((*trainer)->message().find("stopped after epoch") != std::string::npos);
  while ((*again)->steps_done() < validation.best_step) REQUIRE((*again)->step());
  CHECK(hash_of(**again) == hash_of(**trainer));
  CHECK((*again)->validation().last_loss == validation.best_loss);
  // A run that ends before patience stops it also keeps the best weights.
  REQUIRE((*again)->step());
  CHECK(hash_of(**again) != hash_of(**trainer));
  (*again)->finish_run();
  CHECK(hash_of(**again) == hash_of(**trainer));
}

TEST_CASE("a session with patience finishes early with the best weights and says so", "[session]") {
  auto session = make_session(small_settings(overfitting_run()));
  session->step(4000);
  const auto snapshot = session->settle();
  CHECK(snapshot->state == RunState::kFinished);
  CHECK(snapshot->model.step < 4000);
  CHECK(snapshot->message.find("weights of epoch") != std::string::npos);
  CHECK(snapshot->validation.best_step < snapshot->model.step);
}

TEST_CASE("the plateau schedule lowers the rate when the validation loss no longer falls", "[session]") {
  const Settings settings = small_settings({{"samples", "64"},
                                            {"batch", "16"},
                                            {"validation", "0.25"},
                                            {"learning_rate", "0.01"},
                                            {"schedule", "plateau"},
                                            {"decay_epochs", "2"},
                                            {"decay_factor", "0.5"}});
  auto trainer = Trainer::create(settings, make_session(settings)->snapshot()->data);
  REQUIRE(trainer);
  CHECK((*trainer)->learning_rate() == 0.01);
  run_out(**trainer, 600);
  CHECK((*trainer)->validation().plateau.decays >= 2);
  CHECK((*trainer)->learning_rate() <= 0.0025);
}

TEST_CASE("a resumed run has the same bits with every schedule and optimiser", "[session]") {
  const Settings base = small_settings({{"samples", "96"},
                                        {"batch", "16"},
                                        {"epochs", "10"},
                                        {"validation", "0.25"},
                                        {"learning_rate", "0.01"},
                                        {"decay_epochs", "1"},
                                        {"warmup_epochs", "2"},
                                        {"decay_factor", "0.5"},
                                        {"patience", "100"},
                                        {"weight_decay", "0.001"}});
  const auto data = make_session(base)->snapshot()->data;
  for (const ScheduleRow& schedule : schedules()) {
    for (const OptimiserRow& optimiser : optimisers()) {
      CAPTURE(schedule.id, optimiser.id);
      Settings settings = base;
      settings.training.schedule.kind = schedule.kind;
      settings.training.optimiser = optimiser.kind;
      if (optimiser.states == 1 && optimiser.kind != Optimiser::kRmsprop)
        settings.training.optimiser_options.learning_rate = 0.001;
      auto whole = Trainer::create(settings, data), first = Trainer::create(settings, data);
      for (int i = 0; i < 70; ++i) REQUIRE((*whole)->step());
      for (int i = 0; i < 37; ++i) REQUIRE((*first)->step());
      const Model half = (*first)->model(Trainer::Copy::kWithOptimiser);
      auto second = Trainer::create(half.settings, data);
      REQUIRE((*second)->load(half));
      for (int i = 0; i < 33; ++i) REQUIRE((*second)->step());
      CHECK(hash_of(**second) == hash_of(**whole));
      CHECK((*second)->validation() == (*whole)->validation());
      (*second)->finish_run();
      (*whole)->finish_run();
      CHECK(hash_of(**second) == hash_of(**whole));
    }
  }
}

TEST_CASE("the rate of a step follows the schedule, and its peak can change during training", "[session]") {
  auto trainer = make_trainer({{"epochs", "2"}, {"schedule", "cosine"}, {"warmup_epochs", "0.5"}});
  const double first = trainer->learning_rate();
  CHECK(first < 2e-4);
  for (int i = 0; i < 9; ++i) REQUIRE(trainer->step());
  const double risen = trainer->learning_rate();
  CHECK(risen > 0.5e-3);
  while (trainer->steps_done() + 1 < 2 * trainer->steps_per_epoch()) REQUIRE(trainer->step());
  CHECK(trainer->learning_rate() < 1e-5);
  Settings settings = trainer->settings();
  settings.training.schedule.kind = Schedule::kConstant;
  settings.training.optimiser_options.learning_rate = 0.5;
  trainer->apply_live(settings);
  CHECK(trainer->learning_rate() == 0.5);
}

TEST_CASE("settings that need validation images are refused in a run without them and accepted in one with them",
          "[session]") {
  auto without = make_session(small_settings());
  for (const auto& [key, value] : SettingList{{"patience", "3"}, {"schedule", "plateau"}}) {
    const Status refused = without->set(key, value);
    REQUIRE(!refused);
    CHECK(refused.error().code == ErrorCode("setting-needs-reset"));
  }
  REQUIRE(without->set("schedule", "cosine"));
  auto with = make_session(small_settings({{"patience", "3"}}));
  CHECK(with->settle()->model.settings.training.validation == 0.1);
  REQUIRE(with->set("patience", "0"));
  REQUIRE(with->set("patience", "7"));
}

TEST_CASE("a step at the end of an epoch with validation allocates nothing", "[session]") {
  auto trainer =
      make_trainer({{"validation", "0.2"}, {"patience", "100"}, {"schedule", "plateau"}, {"clip_norm", "1"}});
  for (int i = 0; i < 25; ++i) REQUIRE(trainer->step());
  const AllocationScope scope;
  for (int i = 0; i < 60; ++i) trainer->step();
  CHECK(scope.count() == 0);
}

TEST_CASE("health shows gradients, units and code at the points of the curves", "[session]") {
  auto trainer = make_trainer({{"family", "vae"}, {"activation", "relu"}});
  for (int i = 0; i < 40; ++i) REQUIRE(trainer->step());
  const Health& health = trainer->health();
  CHECK(health.step == 40);
  CHECK(health.gradient_norm > 0);
  CHECK(health.relative_step > 0);
  CHECK(health.learning_rate == 1e-3);
  CHECK(health.mean_image_loss > health.least_loss);
  CHECK(health.latents.size() == 6);
  double kl = 0;
  for (const LatentHealth& latent : health.latents) kl += latent.kl;
  const double reported = trainer->history().points().back().held_out.penalties[0];
  CHECK(std::abs(kl - reported) < 1e-3 * reported);
  REQUIRE(health.layers.size() == 6);
  CHECK(health.layers.front().name == "encoder.0");
  CHECK(health.layers.front().kind == StuckUnits::kDead);
  CHECK(health.layers.back().kind == StuckUnits::kNeither);
  double squares = 0;
  for (const LayerHealth& layer : health.layers) {
    CHECK(layer.gradient_rms > 0);
    squares += layer.gradient_rms * layer.gradient_rms;
  }
  CHECK(squares < health.gradient_norm * health.gradient_norm);
}

TEST_CASE("health reports the share of the codebook in use, if the images are enough to judge it", "[session]") {
  const SettingList network = {{"family", "vq-vae"}, {"conv", "4,6"}, {"hidden", ""}, {"code_channels", "5"}};
  const auto used = [&](const char* entries) {
    SettingList list = network;
    list.emplace_back("codebook", entries);
    auto trainer = make_trainer(list);
    for (int i = 0; i < 10; ++i) REQUIRE(trainer->step());
    return trainer->health().codebook_used;
  };
  CHECK(used("1") == 1.0);
  const auto of_nine = used("9");
  REQUIRE(of_nine);
  CHECK(*of_nine > 0);
  CHECK(*of_nine <= 1);
  CHECK_FALSE(used("1024"));
  auto plain = make_trainer({});
  REQUIRE(plain->step());
  CHECK_FALSE(plain->health().codebook_used);
}

}  // namespace hourglass
