#include <catch2/catch_test_macros.hpp>

#include <string>

#include "app/panels/panel_table.h"
#include "session/essential_settings.h"
#include "support/screen.h"

namespace hourglass {
namespace {

/// Too narrow for columns.
Screen settings_alone() { return Screen(500, 900); }

void open_groups(Screen& screen) {
  screen.app().state().layout.alone = find_panel("settings");
  screen.frames(2);
}

TEST_CASE("a setting that needs a new run is applied only at the reset", "[app]") {
  Screen screen;
  screen.click("button.play");
  const ImVec2 field = screen.at("settings.latent");
  // The + beside the number.
  screen.move({field.x + 62, field.y});
  screen.press();
  screen.release();
  screen.frames(3);
  CHECK(screen.app().run().snapshot()->model.settings.architecture.latent == 6);
  CHECK(screen.app().state().draft.architecture.latent == 12);
  screen.click("settings.apply");
  CHECK(screen.app().run().snapshot()->model.settings.architecture.latent == 12);
  screen.frames(2);
  CHECK(screen.app().state().code.values.size() == 12);
}

TEST_CASE("undo reverts the changes that wait for a reset", "[app]") {
  Screen screen;
  const ImVec2 field = screen.at("settings.latent");
  screen.move({field.x + 62, field.y});
  screen.press();
  screen.release();
  REQUIRE(screen.app().state().draft.architecture.latent == 12);
  screen.click("settings.undo");
  screen.frames(2);
  CHECK(screen.app().state().draft.architecture.latent == 6);
}

TEST_CASE("every setting of the table is found by its name", "[app]") {
  Screen screen = settings_alone();
  open_groups(screen);
  for (const Setting& setting : settings_table()) {
    CAPTURE(setting.key);
    screen.click("settings.filter");
    std::string words(setting.key);
    for (char& c : words) {
      if (c == '_') c = ' ';
    }
    ImGui::GetIO().AddInputCharactersUTF8(words.c_str());
    screen.frames(2);
    ImVec2 place;
    CHECK(screen.app().regions().centre("settings." + std::string(setting.key), place));
    screen.key(ImGuiKey_Escape);
  }
}

TEST_CASE("a group opens and closes", "[app]") {
  Screen screen = settings_alone();
  open_groups(screen);
  ImVec2 place;
  CHECK_FALSE(screen.app().regions().centre("settings.group.Data", place));
  screen.click("settings.all");
  REQUIRE_FALSE(screen.app().regions().centre("settings.samples", place));
  screen.click("settings.group.Data");
  CHECK(screen.app().regions().centre("settings.samples", place));
  screen.click("settings.group.Data");
  CHECK_FALSE(screen.app().regions().centre("settings.samples", place));
}

TEST_CASE("few settings are shown first, then those of the network at hand", "[app]") {
  Screen screen = settings_alone();
  open_groups(screen);
  const auto shows = [&](std::string_view region) {
    ImVec2 place;
    return screen.app().regions().centre(region, place);
  };
  for (const EssentialSetting& setting : essential_settings()) {
    CAPTURE(setting.key);
    CHECK(shows("settings." + std::string(setting.key)));
  }
  CHECK_FALSE(shows("settings.beta"));
  screen.app().carry_out({command::UsePreset{"vae-2d"}});
  screen.frames(3);
  CHECK(shows("settings.beta"));
  CHECK_FALSE(shows("settings.codebook"));
  CHECK_FALSE(shows("settings.momentum"));
}

TEST_CASE("a setting without effect is disabled", "[app]") {
  Screen screen(1280, 900);
  open_groups(screen);
  screen.move(screen.at("settings.momentum"));
  screen.press();
  screen.release();
  ImGui::GetIO().AddInputCharactersUTF8("0.5");
  screen.key(ImGuiKey_Enter);
  CHECK(screen.app().state().draft.training.optimiser_options.momentum == 0.9);
}

TEST_CASE("in a wide panel all settings are shown in columns", "[app]") {
  Screen screen(1280, 900);
  open_groups(screen);
  int shown = 0;
  for (const Setting& setting : settings_table()) {
    if (setting.traits.source == SettingSource::kData) continue;
    CAPTURE(setting.key);
    ImVec2 place;
    CHECK(screen.app().regions().centre("settings." + std::string(setting.key), place));
    ++shown;
  }
  CHECK(shown > 50);
}

TEST_CASE("the panel shows a live setting that was changed elsewhere", "[app]") {
  Screen screen;
  screen.pause();
  REQUIRE(screen.app().run().session().set("learning_rate", "0.02"));
  screen.settled();
  screen.frames(3);
  CHECK(screen.app().state().draft.training.optimiser_options.learning_rate == 0.02);
}

}  // namespace
}  // namespace hourglass
