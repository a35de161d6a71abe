#include "session/presets.h"

#include <catch2/catch_test_macros.hpp>

#include <set>

#include "data/open.h"
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

TEST_CASE("a preset brings its built-in data set, and leaves data from a file as they are", "[unit]") {
  Settings before;
  before.data.source = "my/images";
  CHECK(preset_settings(*find_preset("vae"), before).data.source == "my/images");
  CHECK(preset_settings(*find_preset("faces"), before).data.source == "faces");
  before.data.source = "faces";
  CHECK(preset_settings(*find_preset("vae"), before).data.source == "digits");
}

TEST_CASE("a run with another built-in data set is not the preset's", "[unit]") {
  const Preset& vae = *find_preset("vae");
  Settings settings = preset_settings(vae);
  CHECK(is_run_of(vae, settings));
  settings.data.source = "my/images";
  CHECK(is_run_of(vae, settings));
  settings.data.source = "faces";
  CHECK_FALSE(is_run_of(vae, settings));
}

TEST_CASE("every built-in data set but digits has a preset", "[unit]") {
  std::set<std::string> named;
  for (const Preset& preset : presets()) named.insert(preset_settings(preset).data.source);
  for (const BuiltInSet& row : built_in_sets()) CHECK(named.contains(std::string(row.name)));
}

}  // namespace
}  // namespace hourglass
