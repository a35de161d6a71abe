// Batches in shards: the same gradient as the batch as a whole, within rounding.
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "session/trainer.h"
#include "support/allocation_counter.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

SettingList with_shards(SettingList extra, const std::string& shards) {
  extra.emplace_back("gradient_shards", shards);
  return extra;
}

Model model_after(const SettingList& extra, int steps) {
  auto trainer = make_trainer(extra);
  for (int i = 0; i < steps; ++i) REQUIRE(trainer->step());
  return trainer->model(Trainer::Copy::kWeights);
}

/// The largest difference between two models' weights over their largest change.
double relative_difference(const Model& a, const Model& b, const Model& before) {
  double difference = 0, change = 0;
  for (std::size_t i = 0; i < a.parameters.size(); ++i) {
    difference = std::max(difference, std::abs(static_cast<double>(a.parameters[i]) - b.parameters[i]));
    change = std::max(change, std::abs(static_cast<double>(a.parameters[i]) - before.parameters[i]));
  }
  REQUIRE(change > 0);
  return difference / change;
}

std::string refusal(const SettingList& extra) {
  const auto trainer = Trainer::create(small_settings(extra), std::make_shared<Rectangles>());
  return trainer ? "" : trainer.error().sentence();
}

/// Without draws, and without momentum, so that a step's change is the gradient.
const SettingList kPlainDescent = {{"optimiser", "sgd"}, {"momentum", "0"}, {"learning_rate", "0.01"}};

}  // namespace

TEST_CASE("a step with a batch in shards is that with the whole batch, within rounding", "[session]") {
  for (const char* family : {"vanilla", "linear", "sparse-l1", "masked"}) {
    SettingList plain = kPlainDescent;
    for (const auto& [key, value] : {std::pair("masked", "0"), {"token_width", "12"}, {"transformer", "0"}})
      plain.emplace_back(key, value);
    plain.insert(plain.begin(), {"family", family});
    const Model before = model_after(plain, 0), whole = model_after(plain, 1);
    for (const char* shards : {"2", "3", "5", "8", "32"}) {
      CAPTURE(family, shards);
      CHECK(relative_difference(model_after(with_shards(plain, shards), 1), whole, before) < 1e-5);
    }
  }
}

TEST_CASE("shards change the order of sums, so there is something to keep in order", "[session]") {
  const std::string whole = weights_hash(model_after({}, 5));
  CHECK(weights_hash(model_after(with_shards({}, "8"), 5)) != whole);
  CHECK(weights_hash(model_after(with_shards({}, "8"), 5)) != weights_hash(model_after(with_shards({}, "4"), 5)));
  CHECK(weights_hash(model_after(with_shards({}, "1"), 5)) == whole);
}

TEST_CASE("clipping and the recorded norms are those of the whole gradient", "[session]") {
  SettingList clipped = kPlainDescent;
  clipped.emplace_back("clip_norm", "0.01");
  const Model before = model_after(clipped, 0), whole = model_after(clipped, 1);
  CHECK(relative_difference(model_after(with_shards(clipped, "8"), 1), whole, before) < 1e-4);
  auto one = make_trainer({}), many = make_trainer(with_shards({}, "8"));
  REQUIRE(one->step());
  REQUIRE(many->step());
  CHECK(std::abs(many->health().gradient_norm / one->health().gradient_norm - 1) < 1e-5);
  CHECK(std::abs(many->history().points().back().training.total / one->history().points().back().training.total - 1) <
        1e-6);
}

TEST_CASE("batch normalisation keeps the mean of what the shards measured", "[session]") {
  const SettingList settings = {{"family", "deep"}, {"hidden", "40"}};
  const auto running_mean = [&](const char* shards) {
    auto trainer = make_trainer(with_shards(settings, shards));
    REQUIRE(trainer->step());
    const Model model = trainer->model(Trainer::Copy::kWeights);
    const Result<Architecture> architecture = resolve_architecture(model.settings, {model.input, model.description});
    REQUIRE(architecture);
    const Autoencoder network(*architecture);
    for (const Parameter& p : network.parameters()) {
      if (!p.name.ends_with("running_mean")) continue;
      return std::vector<Real>(model.parameters.begin() + static_cast<std::ptrdiff_t>(p.slot.offset),
                               model.parameters.begin() + static_cast<std::ptrdiff_t>(p.slot.offset + p.slot.size));
    }
    return std::vector<Real>();
  };
  // The mean over the batch is the mean of the means over equal shards.
  const std::vector<Real> whole = running_mean("1"), shards = running_mean("4");
  REQUIRE(!whole.empty());
  double largest = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    largest = std::max(largest, std::abs(static_cast<double>(whole[i])));
    CHECK(std::abs(static_cast<double>(whole[i] - shards[i])) < 1e-6);
  }
  CHECK(largest > 1e-3);
}

TEST_CASE("a discriminator trains in shards as it does in one", "[session]") {
  // Its prior draws differ, its targets do not: both see through the codes about equally well.
  const auto terms = [](const char* shards) {
    auto trainer = make_trainer(with_shards({{"family", "adversarial"}, {"discriminator_hidden", "32"}}, shards));
    for (int i = 0; i < 60; ++i) REQUIRE(trainer->step());
    return trainer->history().points().back().training;
  };
  const LossTerms whole = terms("1"), shards = terms("4");
  CHECK(std::abs(shards.penalties[1] / whole.penalties[1] - 1) < 0.3);
  CHECK(std::abs(shards.reconstruction / whole.reconstruction - 1) < 0.1);
}

TEST_CASE("draws of one shard are not those of another", "[session]") {
  // The batch of 32 holds each of 16 samples twice, once in each shard. With the first shard's draws in both it would
  // be the batch of 16.
  const auto after_one_step = [](const char* batch, const char* shards) {
    return model_after({{"family", "vae"},
                        {"training_limit", "16"},
                        {"optimiser", "sgd"},
                        {"momentum", "0"},
                        {"learning_rate", "0.001"},
                        {"batch", batch},
                        {"gradient_shards", shards}},
                       1);
  };
  const Model before = model_after({{"family", "vae"}}, 0);
  CHECK(relative_difference(after_one_step("32", "2"), after_one_step("16", "1"), before) > 1e-3);
}

TEST_CASE("settings that shards cannot serve are refused, each with its reason", "[session]") {
  CHECK(
      refusal({{"gradient_shards", "33"}}) ==
      "gradient_shards: expected no more parts than samples in a batch, found 33; change this setting or the one that "
      "it does not fit.");
  CHECK(refusal({{"family", "pca"}, {"gradient_shards", "2"}}).find("solver = closed-form") != std::string::npos);
  CHECK(refusal({{"family", "vq-vae"}, {"conv", "4,8"}, {"hidden", ""}, {"gradient_shards", "2"}})
            .find("bottleneck = vector-quantised") != std::string::npos);
  CHECK(refusal({{"gradient_shards", "32"}}).empty());
}

TEST_CASE("a loss that is not finite in one shard ends the run as it does in the whole batch", "[session]") {
  auto trainer = make_trainer(
      {{"gradient_shards", "4"}, {"optimiser", "sgd"}, {"output_activation", "linear"}, {"learning_rate", "10"}});
  int steps = 0;
  Trainer::Progress progress = Trainer::Progress::kWithinStep;
  while (progress != Trainer::Progress::kDiverged && steps < 200) {
    progress = trainer->advance();
    if (progress == Trainer::Progress::kStepDone) ++steps;
  }
  CHECK(progress == Trainer::Progress::kDiverged);
  for (Real value : trainer->model(Trainer::Copy::kWeights).parameters) REQUIRE(std::isfinite(value));
}

TEST_CASE("a step with a batch in shards allocates nothing after the first", "[session]") {
  for (const char* threads : {"1", "2"}) {
    auto trainer = make_trainer({{"threads", threads}, {"gradient_shards", "7"}, {"normalisation", "batch"}});
    for (int i = 0; i < 25; ++i) REQUIRE(trainer->step());
    const AllocationScope scope;
    for (int i = 0; i < 40; ++i) trainer->step();
    CHECK(scope.count() == 0);
  }
}

}  // namespace hourglass
