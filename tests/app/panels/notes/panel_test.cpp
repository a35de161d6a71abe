#include <catch2/catch_test_macros.hpp>

#include <algorithm>

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
  const std::vector<Finding> findings = diagnose(*run);
  REQUIRE_FALSE(findings.empty());
  screen.app().state().layout.alone = find_panel("notes");
  screen.app().state().dismissed = run->generation;
  screen.frames(3);
  screen.click("notes.apply.0");
  // The order of the notes depends on which finding appeared first.
  const Settings after = screen.settled()->model.settings;
  const bool applied = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    const Setting* setting = find_setting(finding.setting);
    return setting && setting_text(after, *setting) == finding.value &&
           setting_text(*settings, *setting) != finding.value;
  });
  CHECK(applied);
}

TEST_CASE("the notes' gradients are drawn once they are measured", "[app]") {
  Screen screen;
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
