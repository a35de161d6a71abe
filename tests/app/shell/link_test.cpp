#include "app/shell/link.h"

#include <catch2/catch_test_macros.hpp>

#include "app/shell/layout_text.h"
#include "core/random.h"
#include "session/presets.h"

namespace hourglass {
namespace {

Link link_of(const SettingList& settings) {
  Link link;
  const Result<Settings> made = make_settings(settings);
  REQUIRE(made);
  link.settings = *made;
  return link;
}

TEST_CASE("a link holds the settings that differ from its family's defaults, and is parsed unchanged", "[unit]") {
  Link link = link_of({{"family", "denoising"}, {"hidden", "300,40"}, {"corruption_strength", "0.35"}, {"seed", "9"}});
  link.layout.places[2].shown = false;
  link.layout.alone = 1;
  link.theme = AppState::ThemeChoice::kLight;
  const std::string text = link_text(link);
  CHECK(text.find("family=denoising&hidden=300,40") == 0);
  CHECK(text.find("latent") == std::string::npos);
  const LinkReading read = read_link("#" + text, Settings{});
  CHECK(read.note.empty());
  CHECK(read.link.settings == link.settings);
  CHECK(layout_text(read.link.layout) == layout_text(link.layout));
  CHECK(read.link.layout.alone == 1);
  CHECK(read.link.theme == AppState::ThemeChoice::kLight);
}

TEST_CASE("a link to a preset names the preset, and the seed if it differs", "[unit]") {
  for (const Preset& preset : presets()) {
    CAPTURE(preset.id);
    Link link;
    link.preset = preset.id;
    link.settings = preset_settings(preset);
    CHECK(link_text(link) == "preset=" + std::string(preset.id));
    link.settings.seed = 5;
    CHECK(link_text(link) == "preset=" + std::string(preset.id) + "&seed=5");
    const LinkReading read = read_link(link_text(link), Settings{});
    CHECK(read.note.empty());
    CHECK(read.link.settings == link.settings);
    CHECK(read.link.preset == preset.id);
  }
}

TEST_CASE("an invalid pair of a link does not affect the others", "[unit]") {
  const LinkReading read =
      read_link("family=vae&latent=7&hidden=x&beta=1e99&__proto__=1&theme=green&panels=%00&data=%2Fetc%2Fpasswd&seed=4",
                Settings{});
  CHECK_FALSE(read.note.empty());
  CHECK(read.link.settings.family == "vae");
  CHECK(read.link.settings.architecture.latent == 7);
  CHECK(read.link.settings.architecture.hidden == std::vector<int>{400});
  CHECK(read.link.settings.architecture.bottleneck_options.beta == 1);
  CHECK(read.link.settings.seed == 4);
  CHECK(read.link.settings.data.source == "digits");
  CHECK(layout_text(read.link.layout) == layout_text(initial_layout()));
}

TEST_CASE("a link that names the data in use keeps them", "[unit]") {
  Settings base;
  base.data.source = "https://example.org/things.csv";
  const LinkReading read = read_link("latent=7&data=https%3A%2F%2Fexample.org%2Fthings.csv", base);
  CHECK(read.note.empty());
  CHECK(read.link.settings.data.source == base.data.source);
  CHECK(read.link.settings.architecture.latent == 7);
}

TEST_CASE("a link never holds settings of the machine", "[unit]") {
  Link link = link_of({{"threads", "7"}});
  CHECK(link_text(link).find("threads") == std::string::npos);
  Settings base;
  base.compute.threads = 3;
  CHECK(read_link("latent=4&threads=60", base).link.settings.compute.threads == 3);
}

TEST_CASE("an empty link changes nothing", "[unit]") {
  Settings base;
  base.architecture.latent = 11;
  for (const char* text : {"", "#", "&&"}) {
    const LinkReading read = read_link(text, base);
    CHECK(read.note.empty());
    CHECK(read.link.settings == base);
  }
}

TEST_CASE("the keys of the interface are not settings, and all are recognised", "[unit]") {
  for (const std::string_view key : page_keys()) {
    CAPTURE(key);
    CHECK_FALSE(find_setting(key));
    const LinkReading read = read_link(std::string(key) + "=curves", Settings{});
    CHECK(read.note.find("know: " + std::string(key)) == std::string::npos);
    CHECK(read.link.settings == Settings{});
  }
}

TEST_CASE("links keep what an embedded page hides, but not how it opens", "[unit]") {
  const LinkReading read =
      read_link("embedded=1&hide=bar,numbers&autoplay=0&model=https%3A%2F%2Fexample.org%2Fm.safetensors", Settings{});
  CHECK(read.note.empty());
  CHECK(read.link.layout.bar_hidden);
  CHECK(read.link.layout.numbers_hidden);
  CHECK_FALSE(read.link.autoplay);
  CHECK(link_text(read.link).find("hide=bar,numbers&embedded=1") != std::string::npos);
  CHECK(link_text(read.link).find("autoplay") == std::string::npos);
  for (const char* off : {"0", "false", "no", "off"}) {
    CHECK_FALSE(read_link(std::string("autoplay=") + off, Settings{}).link.autoplay);
  }
  CHECK(read_link("autoplay=", Settings{}).link.autoplay);
  CHECK_FALSE(read_link("hide=bar,walls", Settings{}).note.empty());
  CHECK_FALSE(read_link("hide=", Settings{}).link.layout.bar_hidden);
}

TEST_CASE("any text can be read as a link, and the result can be written as a link", "[unit]") {
  const std::uint64_t seed = 20261125;
  INFO("seed " << seed);
  const std::string pieces[] = {
      "family=",  "vae",     "&", "=",          "%",  "%4",         "%zz",    "latent=", "5",          "panels=",
      "draw",     ":",       "x", "9999999999", "#",  "preset=",    "focus=", "seed=",   "-1",         "\xff",
      "<script>", "hidden=", ",", ";",          "..", "embedded=1", "hide=",  "bar",     "autoplay=0", "model="};
  for (std::uint64_t i = 0; i < 3000; ++i) {
    Random random({seed, Stream::kTest, i});
    std::string text;
    for (std::uint32_t n = random.bits() % 20; n > 0; --n) text += pieces[random.bits() % std::size(pieces)];
    CAPTURE(text);
    const LinkReading read = read_link(text, Settings{});
    const LinkReading again = read_link(link_text(read.link), Settings{});
    CHECK(again.note.empty());
    CHECK(again.link.settings == read.link.settings);
  }
}

}  // namespace
}  // namespace hourglass
