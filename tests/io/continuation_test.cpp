// A run saved natively can be resumed anywhere: the native program saved the fixture after 100 steps, and 100 more
// steps give the golden hash of an uninterrupted run, natively and in WebAssembly.
//
// This test writes the fixture itself: HOURGLASS_WRITE_FIXTURES=1 build/release/hourglass_tests "[continuation]"
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "io/model_file.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

const std::string kFixture = std::string(HG_FIXTURES) + "/vanilla_100_steps.safetensors";

Settings continued_settings() {
  return small_settings({{"family", "vanilla"}, {"hidden", "16"}, {"latent", "4"}, {"code_channels", "16"}});
}

}  // namespace

TEST_CASE("a run saved natively after 100 steps continues to the same bits", "[continuation]") {
  if (std::getenv("HOURGLASS_WRITE_FIXTURES")) {
    auto native = make_session(continued_settings(), std::make_shared<Rectangles>());
    native->step(100);
    REQUIRE(save_model(kFixture, native->resumable_model()));
  }
  auto whole = make_session(continued_settings(), std::make_shared<Rectangles>());
  whole->step(200);
  const std::string uninterrupted = weights_hash(whole->settle()->model);

  const Result<Model> saved = load_model(kFixture);
  REQUIRE(saved);
  REQUIRE(saved->step == 100);
  auto continued = Session::resume(*saved, std::make_shared<Rectangles>());
  REQUIRE(continued);
  (*continued)->step(100);
  CHECK(weights_hash((*continued)->settle()->model) == uninterrupted);
}

TEST_CASE("a model file has the same bytes on every platform", "[continuation]") {
  const Result<Model> saved = load_model(kFixture);
  REQUIRE(saved);
  auto session = make_session(continued_settings(), std::make_shared<Rectangles>());
  session->step(100);
  const Model model = session->resumable_model();
  for (const Setting& setting : settings_table()) {
    CAPTURE(setting.key);
    CHECK(setting_text(saved->settings, setting) == setting_text(model.settings, setting));
  }
  CHECK(to_model_file(*saved) == to_model_file(model));
}

}  // namespace hourglass
