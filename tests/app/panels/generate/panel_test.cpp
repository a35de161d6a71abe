// The panel of new images, without a window.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/prior_draws.h"
#include "app/panels/generate/state.h"
#include "app/panels/panel_table.h"
#include "support/screen.h"

namespace hourglass {
namespace {

using Catch::Approx;

Settings tiny(const SettingList& changes) {
  const Result<Settings> settings = make_settings(changes, small_settings());
  REQUIRE(settings);
  return *settings;
}

const SettingList kVae = {{"family", "vae"}, {"hidden", "24"}, {"latent", "2"}};
const SettingList kConditional = {{"family", "conditional-vae"}, {"hidden", "24"}, {"latent", "2"}};

/// A paused run with only this panel.
struct Shown : Screen {
  explicit Shown(const SettingList& changes) : Screen(900, 600, tiny(changes)) {
    app().state().layout.alone = find_panel("generate");
    frames(3);
    pause();
  }
  GeneratePanelState& generation() { return app().state().memory.of<GeneratePanelState>(); }
  const DecodedImages& decoded() { return generation().decoded(*app().shown()); }
  std::vector<float> code_of_tile(int n) {
    click("generate.tile." + std::to_string(n));
    return app().state().code.values;
  }
  void press_and_wait(std::string_view region) {
    click(region);
    finish_tasks();
  }
  bool has(std::string_view region) {
    ImVec2 point;
    return app().regions().centre(region, point);
  }
};

void check_same_image(std::span<const float> a, std::span<const float> b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] != Approx(b[i]).margin(1e-5)) FAIL_CHECK("pixel " << i << ": " << a[i] << ", " << b[i]);
  }
}

TEST_CASE("Again draws other codes, and a seed draws the same again", "[app]") {
  std::vector<float> first, again;
  {
    Shown shown(kVae);
    first = shown.code_of_tile(0);
    CHECK(shown.code_of_tile(1) != first);
    shown.press_and_wait("generate.again");
    again = shown.code_of_tile(0);
    CHECK(again != first);
    shown.generation().seed = 1;
    shown.finish_tasks();
    CHECK(shown.code_of_tile(0) == first);
  }
  Shown anew(kVae);
  CHECK(anew.code_of_tile(0) == first);
  anew.press_and_wait("generate.again");
  CHECK(anew.code_of_tile(0) == again);
}

TEST_CASE("codes stay the same while the network learns", "[app]") {
  Shown shown(kVae);
  const std::vector<float> codes = shown.decoded().codes, pixels = shown.decoded().pixels;
  shown.app().run().session().step(30);
  shown.settled();
  shown.finish_tasks();
  CHECK(shown.decoded().codes == codes);
  CHECK(shown.decoded().pixels != pixels);
}

TEST_CASE("the prior's images are those of the program and the JavaScript API for the same model and seed", "[app]") {
  Shown shown(kVae);
  REQUIRE(shown.generation().source == CodeSource::kPrior);
  const DecodedImages& shown_images = shown.decoded();
  const Samples expected = *draw_from_prior(shown.app().shown()->model, {.count = shown_images.count(), .seed = 1});
  CHECK(shown_images.codes == expected.values);
  const Samples images{.features = 784,
                       .count = expected.count,
                       .values = *Inference().decode(shown.app().shown()->model, expected.values)};
  for (int n : {0, 1, 8}) {
    check_same_image(shown_images.image(n), {images.sample(static_cast<std::uint32_t>(n)), 784});
  }
}

TEST_CASE("a click on an image shows its code on all panels", "[app]") {
  Shown shown(kVae);
  const std::vector<float> code = shown.code_of_tile(3);
  CHECK(shown.app().state().code.held);
  CHECK(code.size() == 2);
  check_same_image(shown.app().pass().output(), shown.decoded().image(3));
}

TEST_CASE("at temperature 0 all draws from the prior give the same image", "[app]") {
  Shown shown(kVae);
  const DecodedImages warm = shown.decoded();
  REQUIRE(warm.count() > 8);
  CHECK(std::vector<float>(warm.image(0).begin(), warm.image(0).end()) !=
        std::vector<float>(warm.image(8).begin(), warm.image(8).end()));
  shown.drag(shown.at("generate.temperature"), {-400, 0});
  shown.finish_tasks();
  CHECK(shown.generation().temperature == 0);
  const DecodedImages& cold = shown.decoded();
  for (int n : {1, 5, 8}) {
    check_same_image(cold.image(n), cold.image(0));
    CHECK(shown.code_of_tile(n) == std::vector<float>{0, 0});
  }
}

TEST_CASE("a conditional model decodes the chosen label", "[app]") {
  Shown shown(kConditional);
  const DecodedImages all = shown.decoded();
  REQUIRE(all.count() > 10);
  CHECK(all.labels[3] == 3);
  CHECK(all.labels[10] == 0);
  shown.press_and_wait("generate.label.3");
  const DecodedImages threes = shown.decoded();
  CHECK(std::all_of(threes.labels.begin(), threes.labels.end(), [](int label) { return label == 3; }));
  CHECK(threes.codes == all.codes);
  check_same_image(threes.image(3), all.image(3));
  float apart = 0;
  for (std::size_t i = 0; i < 784; ++i) apart = std::max(apart, std::abs(threes.image(4)[i] - all.image(4)[i]));
  CHECK(apart > 0.01f);
  shown.press_and_wait("generate.label.none");
  CHECK(shown.decoded().pixels == all.pixels);
}

TEST_CASE("an unconditional model offers no labels", "[app]") {
  Shown shown(kVae);
  CHECK_FALSE(shown.has("generate.label"));
  CHECK(shown.decoded().labels.empty());
}

TEST_CASE("the images can be saved as one picture", "[app]") {
  Shown shown(kVae);
  CHECK_FALSE(shown.has("generate.save"));
  std::string name;
  Shape picture;
  std::size_t bytes = 0;
  Platform platform;
  platform.save_picture = [&](const std::string& as, Shape shape, std::span<const std::uint8_t> pixels) {
    name = as;
    picture = shape;
    bytes = pixels.size();
    return std::string("Saved.");
  };
  shown.app().set_platform(platform);
  shown.frames(2);
  shown.click("generate.save");
  CHECK(name == "hourglass-samples.png");
  CHECK(picture.channels == 1);
  CHECK(bytes == static_cast<std::size_t>(picture.features()));
  const int across = (picture.width + 1) / 29, down = (picture.height + 1) / 29;
  CHECK(across * down >= shown.decoded().count());
  CHECK((across - 1) * down < shown.decoded().count());
}

TEST_CASE("codes without a prior are drawn from a mixture fitted to the codes; the prior shows an explanation",
          "[app]") {
  Shown shown(SettingList{{"latent", "3"}});
  CHECK(shown.generation().source == CodeSource::kMixture);
  const Codes& codes = shown.app().codes();
  shown.drag(shown.at("generate.temperature"), {-400, 0});
  shown.finish_tasks();
  // The components' means lie among the codes.
  for (int n = 0; n < shown.decoded().count(); ++n) {
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(std::abs(shown.decoded().code(n)[i] - codes.mean[i]) < 4 * codes.deviation[i]);
    }
  }
  CHECK(shown.has("generate.tile.0"));
  shown.press_and_wait("generate.source.prior");
  CHECK_FALSE(shown.has("generate.tile.0"));
  shown.press_and_wait("generate.source.mixture");
  CHECK(shown.has("generate.tile.0"));
}

TEST_CASE("another kind of network selects the source of codes that suits it", "[app]") {
  Shown shown(kVae);
  CHECK(shown.generation().source == CodeSource::kPrior);
  REQUIRE(shown.app().run().reset(tiny({{"latent", "5"}})));
  shown.frames(3);
  shown.finish_tasks();
  CHECK(shown.generation().source == CodeSource::kMixture);
  CHECK(shown.decoded().size == 5);
  CHECK(shown.code_of_tile(0).size() == 5);
  REQUIRE(shown.app().run().reset(tiny(kVae)));
  shown.frames(3);
  shown.finish_tasks();
  CHECK(shown.generation().source == CodeSource::kPrior);
  CHECK(shown.decoded().size == 2);
}

TEST_CASE("a model with a codebook offers no draws", "[app]") {
  Shown shown(SettingList{{"family", "vq-vae"}, {"conv", "4,4"}, {"codebook", "8"}, {"code_channels", "4"}});
  CHECK_FALSE(shown.has("generate.again"));
  CHECK_FALSE(shown.has("generate.tile.0"));
}

}  // namespace
}  // namespace hourglass
