// Every finding: a small run that must have it, and healthy runs that must have none.
#include "session/diagnosis.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "session/presets.h"
#include "support/sanitized.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

struct Run {
  std::string code;  ///< of the finding that it must raise; empty: none
  int steps;
  SettingList settings;
};

std::shared_ptr<const Snapshot> snapshot_of(const Run& run) {
  auto session = make_session(small_settings(run.settings));
  session->step(run.steps);
  return session->settle();
}

std::string codes_of(const std::vector<Finding>& findings) {
  std::string codes;
  for (const Finding& finding : findings) codes += std::string(finding.code) + " ";
  return codes;
}

bool has(const std::vector<Finding>& findings, std::string_view code) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.code == code; });
}

const Run kTroubled[] = {
    {"divergence", 200, {{"optimiser", "sgd"}, {"output_activation", "linear"}, {"learning_rate", "10"}}},
    {"learning-rate-too-high", 400, {{"learning_rate", "0.3"}}},
    {"learning-rate-too-low", 400, {{"learning_rate", "0.000003"}}},
    {"learning-rate-too-low", 400, {{"family", "vae"}, {"learning_rate", "0.00001"}}},
    {"exploding-gradients",
     400,
     {{"activation", "linear"}, {"output_activation", "linear"}, {"learning_rate", "0.03"}, {"hidden", "40,40,40"}}},
    {"vanishing-gradients", 300, {{"activation", "sigmoid"}, {"hidden", "24,24,24,24,24"}}},
    {"dead-units", 400, {{"learning_rate", "0.1"}}},
    {"saturated-units", 400, {{"activation", "tanh"}, {"optimiser", "sgd"}, {"learning_rate", "0.5"}}},
    // A normalisation applies the activation, so it is the layer whose units are dead or saturated.
    {"dead-units", 400, {{"normalisation", "batch"}, {"learning_rate", "0.3"}}},
    {"dead-units", 400, {{"normalisation", "layer"}, {"learning_rate", "0.1"}}},
    {"dead-units", 400, {{"normalisation", "group"}, {"learning_rate", "0.1"}}},
    {"saturated-units",
     400,
     {{"normalisation", "batch"}, {"activation", "tanh"}, {"optimiser", "sgd"}, {"learning_rate", "0.5"}}},
    {"posterior-collapse", 400, {{"family", "vae"}, {"hidden", "40"}, {"latent", "8"}, {"beta", "200"}}},
    {"overfitting", 1000, {{"samples", "64"}, {"hidden", "128"}, {"latent", "32"}, {"loss", "bce"}}},
    // Unused entries restart at vectors of the batch; eight images have too few vectors to use all entries.
    {"dead-codebook", 400, {{"samples", "8"}, {"batch", "8"}, {"bottleneck", "vector-quantised"}, {"codebook", "32"}}},
    {"underfitting", 1200, {{"hidden", "40"}, {"latent", "1"}, {"activation", "linear"}}},
    {"no-bottleneck", 60, {{"latent", "784"}}},
};

/// Runs that learn: a plain network, a deep one, a variational one, one with a codebook, one with gradient descent, and
/// one with each normalisation.
const Run kHealthy[] = {
    {"", 400, {}},
    {"", 800, {{"samples", "4000"}, {"hidden", "128,64,32"}, {"latent", "16"}, {"loss", "bce"}}},
    {"", 600, {{"samples", "4000"}, {"hidden", "64"}, {"latent", "8"}, {"family", "vae"}}},
    {"", 600, {{"samples", "4000"}, {"hidden", "64"}, {"latent", "12"}, {"bottleneck", "vector-quantised"}}},
    {"", 600, {{"samples", "4000"}, {"optimiser", "sgd"}}},
    {"", 400, {{"normalisation", "batch"}}},
    {"", 600, {{"samples", "4000"}, {"hidden", "64,32"}, {"normalisation", "layer"}}},
    {"", 400, {{"normalisation", "group"}}},
};

}  // namespace

TEST_CASE("every kind of problem is found in a run that has it, with a sentence and a setting to try",
          "[diagnosis][long]") {
  std::set<std::string_view> raised;
  for (const Run& run : kTroubled) {
    const auto snapshot = snapshot_of(run);
    const std::vector<Finding> findings = diagnose(*snapshot);
    CAPTURE(run.code, codes_of(findings), snapshot->health.codebook_used.value_or(-1));
    CHECK(has(findings, run.code));
    for (const Finding& finding : findings) {
      raised.insert(finding.code);
      CAPTURE(finding.sentence, finding.setting, finding.value);
      CHECK(finding.sentence.size() > 20);
      CHECK(finding.sentence.ends_with("."));
      CHECK(finding.sentence.find_first_of("0123456789") != std::string::npos);
      CHECK(finding.sentence.find(" %") == std::string::npos);  // a line break there would separate number and sign
      Settings changed = snapshot->model.settings;
      CHECK(set_setting(changed, finding.setting, finding.value));
    }
  }
  for (const FindingKind& kind : finding_kinds()) {
    CAPTURE(kind.code);
    CHECK(raised.contains(kind.code));
  }
}

TEST_CASE("healthy runs have no findings", "[diagnosis][long]") {
  for (const Run& run : kHealthy) {
    const std::vector<Finding> findings = diagnose(*snapshot_of(run));
    CAPTURE(run.steps, run.settings.size(), findings.empty() ? "" : findings.front().sentence);
    CHECK(codes_of(findings) == "");
  }
}

TEST_CASE("a little used codebook is reported; a well used one, or none, is not", "[diagnosis]") {
  Snapshot snapshot = *snapshot_of(kHealthy[0]);
  CHECK_FALSE(has(diagnose(snapshot), "dead-codebook"));
  snapshot.health.codebook_used = 0.25;
  CHECK(has(diagnose(snapshot), "dead-codebook"));
  // The suggestion for a whole number of four digits must be a whole number.
  REQUIRE(set_setting(snapshot.model.settings, "codebook", "1024"));
  for (const Finding& finding : diagnose(snapshot)) {
    CHECK(set_setting(snapshot.model.settings, finding.setting, finding.value));
  }
  snapshot.health.codebook_used = 0.95;
  CHECK_FALSE(has(diagnose(snapshot), "dead-codebook"));
}

TEST_CASE("a run is judged once its curves are long enough", "[diagnosis]") {
  CHECK(too_early_to_judge(*snapshot_of({"", 14, {}})));
  CHECK(too_early_to_judge(*snapshot_of({"", 150, {}})));
  CHECK_FALSE(too_early_to_judge(*snapshot_of({"", 400, {}})));
  // While beta still grows, the points of the curve have different objectives.
  CHECK(too_early_to_judge(*snapshot_of({"", 400, {{"family", "vae"}, {"kl_warmup", "1000"}}})));
  CHECK_FALSE(too_early_to_judge(*snapshot_of({"", 400, {{"solver", "closed-form"}, {"family", "linear"}}})));
}

/// The verdicts of a preset's run in their order, as the notes show them, until the step `steps`.
std::string verdicts_of(const Preset& preset, int seed, int steps) {
  Settings settings = preset_settings(preset);
  settings.seed = seed;
  auto session = make_session(settings);
  SteadyVerdict verdict;
  std::string codes;
  for (int step = 0; step < steps; step += 10) {
    session->step(10);
    Snapshot snapshot = *session->settle();
    if (snapshot.state == RunState::kPaused) snapshot.state = RunState::kRunning;
    if (verdict.update(snapshot) && verdict.finding()) codes += std::string(verdict.code()) + " ";
  }
  return codes;
}

TEST_CASE("a preset in which something goes wrong gets the verdict on it, and no other", "[diagnosis]") {
  if (kSanitized) SKIP("training the presets takes too long under sanitizers");
  struct Case {
    std::string_view preset;
    int steps;  ///< that a browser makes in a few seconds on two cores
    std::string_view verdicts;
  };
  constexpr Case kCases[] = {{"too-fast", 60, "divergence "},
                             {"no-neck", 50, "no-bottleneck "},
                             {"collapse", 300, "posterior-collapse "},
                             {"overfit", 400, "overfitting "},
                             {"small-neck", 500, "underfitting "}};
  for (const Case& one : kCases) {
    for (const int seed : {1, 2, 3}) {
      CAPTURE(one.preset, seed);
      CHECK(verdicts_of(*find_preset(one.preset), seed, one.steps) == one.verdicts);
    }
  }
}

TEST_CASE("a preset that learns gets no verdict", "[diagnosis]") {
  if (kSanitized) SKIP("training the presets takes too long under sanitizers");
  for (const char* preset : {"vae-2d", "vanilla", "denoising", "vae", "linear", "convolutional"}) {
    CAPTURE(preset);
    CHECK(verdicts_of(*find_preset(preset), 1, 400) == "");
  }
}

TEST_CASE("what is learned is the share between the mean image and perfect reconstructions", "[diagnosis]") {
  CHECK_FALSE(learned_share(*make_session(small_settings())->snapshot()));
  Snapshot snapshot = *snapshot_of({"", 400, {}});
  REQUIRE(learned_share(snapshot));
  CHECK(*learned_share(snapshot) > 0.3);
  CHECK(*learned_share(snapshot) < 1);
  snapshot.history.back().held_out.reconstruction = snapshot.health.least_loss;
  CHECK(*learned_share(snapshot) == 1);
  snapshot.history.back().held_out.reconstruction = 2 * snapshot.health.mean_image_loss;
  CHECK(*learned_share(snapshot) == 0);
}

TEST_CASE("a run of a few steps has no findings", "[diagnosis]") {
  CHECK(diagnose(*make_session(small_settings())->snapshot()).empty());
  CHECK(diagnose(*snapshot_of({"", 3, {}})).empty());
}

}  // namespace hourglass
