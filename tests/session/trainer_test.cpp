// The ways a training step can go: what is kept, clipped and changed while it runs.
#include "session/trainer.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "support/allocation_counter.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

std::unique_ptr<Trainer> make_trainer(const SettingList& extra) {
  auto trainer = Trainer::create(small_settings(extra), std::make_shared<Rectangles>());
  REQUIRE(trainer);
  return std::move(*trainer);
}

std::string hash_of(const Trainer& trainer) { return weights_hash(trainer.model(Trainer::Copy::kWeights)); }

std::string hash_after(const SettingList& extra, int steps) {
  auto trainer = make_trainer(extra);
  for (int i = 0; i < steps; ++i) REQUIRE(trainer->step());
  return hash_of(*trainer);
}

}  // namespace

TEST_CASE("a limit that no gradient reaches leaves the bits as they are, for any number of threads", "[session]") {
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
  CHECK(to.learning_rate == 0.25);
  CHECK(live >= 5);
}

}  // namespace hourglass
