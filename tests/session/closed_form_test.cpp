// The families pca and linear: pca computes the best linear code, linear learns it.
#include "session/closed_form.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "analysis/evaluation.h"
#include "analysis/pca.h"
#include "session/trainer.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

Settings settings_of(const char* family, const SettingList& extra = {}) {
  SettingList list = {{"family", family}, {"latent", "8"}, {"samples", "2000"}, {"held_out_samples", "500"}};
  list.insert(list.end(), extra.begin(), extra.end());
  const Result<Settings> settings = make_settings(list);
  REQUIRE(settings);
  return *settings;
}

std::shared_ptr<const Snapshot> trained(const Settings& settings) {
  auto session = make_session(settings);
  auto trainer = Trainer::create(settings, session->snapshot()->data);
  REQUIRE(trainer);
  session->step(static_cast<int>((*trainer)->steps_per_epoch()) * settings.training.epochs);
  return session->settle();
}

double error_of(const Snapshot& snapshot) {
  const auto evaluation = evaluate(snapshot.model, *snapshot.data, Split::kHeldOut, 1);
  REQUIRE(evaluation);
  return evaluation->mse_per_pixel;
}

}  // namespace

TEST_CASE("the family pca reaches the principal components' error in one epoch", "[pca]") {
  const Settings settings = settings_of("pca", {{"batch", "96"}});
  const auto snapshot = trained(settings);
  CHECK(snapshot->model.step == 21);  // 20 full batches and one of 80
  CHECK(snapshot->epoch == 1);
  const Compute compute(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1);
  const PrincipalComponents components =
      fit_principal_components(read_samples(*snapshot->data, Split::kTraining), 8, compute);
  const Samples held_out = read_samples(*snapshot->data, Split::kHeldOut);
  const double expected = mean_errors_by_rank(components, held_out, held_out, compute).back() / 784;
  CHECK(std::abs(error_of(*snapshot) - expected) < 1e-6 * expected);
  // The curve includes the step that solved it.
  CHECK(snapshot->history.back().step == 21);
  CHECK(snapshot->history.back().held_out.reconstruction < 0.8 * snapshot->history.front().held_out.reconstruction);
}

TEST_CASE("more epochs leave principal components unchanged", "[pca]") {
  auto session = make_session(settings_of("pca", {{"samples", "200"}, {"batch", "100"}}));
  session->step(2);
  const std::string solved = weights_hash(session->settle()->model);
  session->step(3);
  CHECK(weights_hash(session->settle()->model) == solved);
}

TEST_CASE("a closed form resumed within its first epoch ends in the same weights", "[pca]") {
  const Settings settings = settings_of("pca", {{"samples", "300"}, {"batch", "64"}});
  auto whole = make_session(settings);
  whole->step(5);
  auto first = make_session(settings);
  first->step(2);
  auto second = Session::resume(first->resumable_model());
  REQUIRE(second);
  (*second)->step(3);
  CHECK(weights_hash((*second)->settle()->model) == weights_hash(whole->settle()->model));
}

TEST_CASE("a closed form makes the network linear, whatever the other settings, and the run's settings say so",
          "[pca]") {
  const Settings settings =
      settings_of("vae", {{"solver", "closed-form"}, {"hidden", "64"}, {"samples", "100"}, {"batch", "100"}});
  auto session = make_session(settings);
  session->step(1);
  const Settings shown = session->settle()->model.settings;
  CHECK(shown.architecture.hidden.empty());
  CHECK(shown.architecture.bottleneck == BottleneckKind::kPlain);
  CHECK(shown.architecture.loss == ReconstructionLoss::kMse);
  CHECK(shown.architecture.output_activation == Activation::kLinear);
}

TEST_CASE("a closed form with more code values than pixels is refused", "[pca]") {
  const auto session = Session::create(settings_of("pca", {{"latent", "800"}}));
  REQUIRE(!session);
  CHECK(session.error().code == ErrorCode("setting-does-not-fit"));
}

TEST_CASE("the family linear learns to within 1% of PCA's error with its defaults", "[pca][long]") {
  for (const char* latent : {"2", "8"}) {
    CAPTURE(latent);
    const double linear = error_of(*trained(settings_of("linear", {{"latent", latent}, {"samples", "10000"}})));
    const double best = error_of(*trained(settings_of("pca", {{"latent", latent}, {"samples", "10000"}})));
    CAPTURE(linear, best);
    CHECK(linear < 1.01 * best);
  }
}

}  // namespace hourglass
