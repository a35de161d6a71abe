// The effects of the penalties on a run: on its codes, its reports and its settings.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "session/inference.h"
#include "session/resolve.h"
#include "session/trainer.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

/// A run of `steps` steps on rectangles, and the codes of its held-out images.
struct Run {
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<float> codes;
  int latent;

  Run(const SettingList& extra, int steps) {
    auto session = make_session(small_settings(extra), std::make_shared<Rectangles>());
    session->step(steps);
    snapshot = session->settle();
    latent = snapshot->model.settings.architecture.latent;
    std::vector<float> pixels(64 * 784);
    for (std::uint32_t n = 0; n < 64; ++n) snapshot->data->read(Split::kHeldOut, n, pixels.data() + n * 784);
    codes = Inference().encode(snapshot->model, pixels).value();
  }
  double mean(int unit, double power) const {
    double sum = 0;
    for (std::size_t n = 0; n < 64; ++n) {
      sum += std::pow(static_cast<double>(codes[n * static_cast<std::size_t>(latent) + static_cast<std::size_t>(unit)]),
                      power);
    }
    return sum / 64;
  }
  double term(std::string_view name) const {
    for (std::size_t i = 0; i < snapshot->penalty_names.size(); ++i) {
      if (snapshot->penalty_names[i] == name) return snapshot->history.back().held_out.penalties[i];
    }
    FAIL("no term is called " << name);
    return 0;
  }
};

}  // namespace

TEST_CASE("l1 makes codes small and mostly zero", "[session]") {
  const SettingList code = {{"hidden", ""}, {"latent", "32"}, {"code_activation", "relu"}};
  SettingList priced = code;
  priced.emplace_back("l1", "0.5");
  const Run free(code, 200), sparse(priced, 200);
  const auto zeros = [](const Run& run) { return std::count(run.codes.begin(), run.codes.end(), 0.0f); };
  CHECK(zeros(sparse) > zeros(free) + 200);
  CHECK(sparse.term("l1") > 0);
}

TEST_CASE("sparsity brings every unit's mean activation near rho", "[session]") {
  const Run run({{"hidden", ""},
                 {"latent", "16"},
                 {"code_activation", "sigmoid"},
                 {"sparsity", "20"},
                 {"rho", "0.2"},
                 {"learning_rate", "0.003"}},
                400);
  for (int unit = 0; unit < 16; ++unit) CHECK(std::abs(run.mean(unit, 1) - 0.2) < 0.1);
}

TEST_CASE("codes of contractive encoders change less with the input, with the exact penalty and the sampled one",
          "[session]") {
  for (const char* hidden : {"", "24"}) {
    CAPTURE(hidden);
    const Run loose({{"hidden", hidden}, {"contractive", "0.0000001"}}, 200),
        tight({{"hidden", hidden}, {"contractive", "0.3"}}, 200);
    CHECK(tight.term("contractive") < 0.5 * loose.term("contractive"));
  }
}

TEST_CASE("mmd and the adversarial loss bring the codes' mean and deviation to the prior's", "[session]") {
  for (const char* penalty : {"mmd", "adversarial"}) {
    CAPTURE(penalty);
    const Run run({{penalty, "20"}, {"latent", "3"}, {"discriminator_hidden", "32,32"}, {"learning_rate", "0.001"}},
                  1500);
    for (int unit = 0; unit < 3; ++unit) {
      const double mean = run.mean(unit, 1);
      CAPTURE(unit, mean);
      CHECK(std::abs(mean) < 0.4);
      CHECK(std::abs(std::sqrt(run.mean(unit, 2) - mean * mean) - 1) < 0.4);
    }
  }
}

TEST_CASE("every term of the loss is reported by its name", "[session]") {
  const Run run({{"bottleneck", "gaussian"}, {"l1", "0.1"}, {"adversarial", "0.5"}, {"beta", "2"}}, 20);
  REQUIRE(run.snapshot->penalty_names == std::vector<std::string_view>{"kl", "l1", "adversarial", "discriminator"});
  const LossTerms& terms = run.snapshot->history.back().training;
  const double sum =
      terms.reconstruction + 2 * terms.penalties[0] + 0.1 * terms.penalties[1] + 0.5 * terms.penalties[2];
  CHECK(std::abs(terms.total - sum) < 1e-4 * sum);
  for (int i = 0; i < 4; ++i) CHECK(terms.penalties[static_cast<std::size_t>(i)] > 0);
}

TEST_CASE("a penalty's weight can change during training, but not to or from 0", "[session]") {
  auto session = make_session(small_settings({{"mmd", "1"}}));
  CHECK(session->set("mmd", "2"));
  for (const auto& [key, value] : SettingList{{"mmd", "0"}, {"l1", "0.1"}}) {
    CAPTURE(key);
    const Status refused = session->set(key, value);
    REQUIRE(!refused);
    CHECK(refused.error().code == ErrorCode("setting-needs-reset"));
  }
  CHECK(session->settle()->model.settings.architecture.penalty_options.mmd == 2);
  CHECK(session->settle()->model.settings.architecture.penalty_options.l1 == 0);
}

TEST_CASE("sparsity is refused where the code is not between 0 and 1", "[settings]") {
  for (const SettingList& given :
       {SettingList{{"sparsity", "1"}},
        SettingList{{"sparsity", "1"}, {"bottleneck", "gaussian"}, {"code_activation", "sigmoid"}}}) {
    const auto resolved = resolve_settings(small_settings(given), Shape{28, 28, 1});
    REQUIRE(!resolved);
    CHECK(resolved.error().code == ErrorCode("setting-does-not-fit"));
  }
}

}  // namespace hourglass
