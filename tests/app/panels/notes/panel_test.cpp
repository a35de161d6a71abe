#include <catch2/catch_test_macros.hpp>

#include "app/panels/panel_table.h"
#include "session/diagnosis.h"
#include "support/screen.h"

namespace hourglass {
namespace {

TEST_CASE("a note's button applies its suggestion", "[app]") {
  const Result<Settings> settings = make_settings({{"optimiser", "sgd"},
                                                   {"output_activation", "linear"},
                                                   {"learning_rate", "10"},
                                                   {"samples", "200"},
                                                   {"held_out_samples", "40"},
                                                   {"hidden", "24"},
                                                   {"batch", "20"}});
  REQUIRE(settings);
  Screen screen(1280, 1400, *settings);
  screen.app().run().session().step(100);
  const auto run = screen.settled();
  REQUIRE(run->state == RunState::kDiverged);
  const std::optional<Finding> found = verdict(*run);
  REQUIRE(found);
  screen.app().state().layout.alone = find_panel("notes");
  screen.app().state().dismissed = run->generation;
  screen.frames(3);
  screen.click("notes.apply.0");
  const Settings after = screen.settled()->model.settings;
  CHECK(setting_text(after, *find_setting(found->setting)) == found->value);
}

TEST_CASE("the notes show one verdict with its picture, whatever else could be found", "[app]") {
  const Result<Settings> settings = make_settings({{"family", "vae"},
                                                   {"beta", "200"},
                                                   {"samples", "200"},
                                                   {"held_out_samples", "40"},
                                                   {"hidden", "40"},
                                                   {"latent", "8"},
                                                   {"batch", "20"}});
  REQUIRE(settings);
  Screen screen(1280, 1400, *settings);
  screen.pause();
  screen.app().state().layout.alone = find_panel("notes");
  screen.frames(3);
  ImVec2 place;
  CHECK_FALSE(screen.app().regions().centre("notes.apply.0", place));
  screen.app().run().session().step(400);
  const auto run = screen.settled();
  REQUIRE(verdict(*run));
  screen.frames(3);
  CHECK(screen.app().regions().centre("notes.apply.0", place));
  CHECK_FALSE(screen.app().regions().centre("notes.apply.1", place));
  screen.click("notes.apply.0");
  const Finding found = *verdict(*run);
  CHECK(setting_text(screen.settled()->model.settings, *find_setting(found.setting)) == found.value);
}

TEST_CASE("the notes' gradients are drawn once they are measured", "[app]") {
  Screen screen(600, 400);
  screen.app().state().layout.alone = find_panel("notes");
  screen.frames(2);
  screen.click("notes.gradients");
  screen.pause();
  for (int i = 0; i < 5; ++i) {
    screen.app().run().session().step(20);
    screen.settled();
    screen.frames(2);
  }
  ImVec2 place;
  CHECK(screen.app().regions().centre("notes.gradients", place));
}

}  // namespace
}  // namespace hourglass
