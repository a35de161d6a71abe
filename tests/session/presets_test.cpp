#include "session/presets.h"

#include <catch2/catch_test_macros.hpp>

#include <set>

#include "session/session.h"

namespace hourglass {
namespace {

TEST_CASE("every preset makes a valid run, and has a unique name", "[unit]") {
  std::set<std::string_view> names;
  for (const Preset& preset : presets()) {
    CAPTURE(preset.id);
    CHECK(names.insert(preset.id).second);
    CHECK(names.insert(preset.title).second);
    CHECK(find_preset(preset.id) == &preset);
    Settings settings = preset_settings(preset);
    settings.data.samples = 70;
    settings.data.held_out_samples = 10;
    const auto session = Session::create(settings);
    REQUIRE(session);
    (*session)->step(1);
    CHECK((*session)->settle()->model.step == 1);
  }
  CHECK(find_preset("no such preset") == nullptr);
}

TEST_CASE("a preset keeps only the seed and the threads of the previous settings", "[unit]") {
  Settings before;
  before.seed = 77;
  before.compute.threads = 2;
  before.architecture.bottleneck_options.beta = 9;
  const Settings settings = preset_settings(presets()[0], before);
  CHECK(settings.seed == 77);
  CHECK(settings.compute.threads == 2);
  CHECK(settings.architecture.bottleneck_options.beta == 1);
  CHECK(settings.architecture.latent == 2);
}

}  // namespace
}  // namespace hourglass
