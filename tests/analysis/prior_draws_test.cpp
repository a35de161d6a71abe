#include "analysis/prior_draws.h"

#include <catch2/catch_test_macros.hpp>

#include "support/sessions.h"

namespace hourglass {
namespace {

Model model_of(const SettingList& settings) { return make_session(small_settings(settings))->snapshot()->model; }

TEST_CASE("draws depend only on seed and index, and scale with the temperature", "[unit]") {
  const Model model = model_of({{"family", "vae"}, {"latent", "3"}});
  const Samples few = *draw_from_prior(model, {.count = 2, .seed = 5});
  const Samples many = *draw_from_prior(model, {.count = 4, .seed = 5});
  CHECK(few.features == 3);
  CHECK(few.labels.empty());
  CHECK(std::vector<float>(many.values.begin(), many.values.begin() + 6) == few.values);
  CHECK(draw_from_prior(model, {.count = 2, .seed = 6})->values != few.values);
  const Samples wide = *draw_from_prior(model, {.count = 2, .seed = 5, .temperature = 2});
  for (std::size_t i = 0; i < 6; ++i) CHECK(wide.values[i] == 2 * few.values[i]);
}

// tests/browser/package/package_cases.mjs expects the same numbers from the JavaScript API.
TEST_CASE("a seed gives these draws in every interface and on every machine", "[unit]") {
  const Model model = model_of({{"family", "vae"}, {"latent", "8"}});
  const std::vector<float> expected = {0.253632754f,  2.12463164f,   -1.34238899f, -2.23505688f,
                                       -0.287472695f, -0.926430225f, 0.452657282f, -0.727118015f};
  CHECK(draw_from_prior(model, {.count = 1, .seed = 7})->values == expected);
}

TEST_CASE("a conditional model draws one label, or all of its labels in turn", "[unit]") {
  const Model model = model_of({{"family", "conditional-vae"}});
  CHECK(draw_from_prior(model, {.count = 12})->labels == std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1});
  CHECK(draw_from_prior(model, {.count = 2, .label = 7})->labels == std::vector<int>{7, 7});
  for (const int label : {10, -2}) {
    const auto refused = draw_from_prior(model, {.label = label});
    REQUIRE(!refused);
    CHECK(refused.error().code == ErrorCode("data-no-such-class"));
  }
}

TEST_CASE("a model without labels refuses a label", "[unit]") {
  const auto refused = draw_from_prior(model_of({{"family", "vae"}}), {.label = 3});
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode("setting-does-not-fit"));
  CHECK(refused.error().sentence().find("trained with labels") != std::string::npos);
}

TEST_CASE("a model whose codes follow no prior is refused", "[unit]") {
  const auto refused = draw_from_prior(model_of({{"family", "vanilla"}}), {});
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode("setting-does-not-fit"));
}

}  // namespace
}  // namespace hourglass
