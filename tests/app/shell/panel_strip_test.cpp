// The names of panels below a page that scrolls.
#include "app/shell/panel_strip.h"

#include <catch2/catch_test_macros.hpp>

#include <string>

#include "app/panels/panel_table.h"
#include "support/screen.h"

namespace hourglass {
namespace {

/// Whether the panel's heading is between the bar and the strip.
bool heading_in_sight(const Screen& screen, std::string_view id) {
  ImVec2 minimum, maximum, page, end;
  if (!screen.app().regions().find("panel." + std::string(id), minimum, maximum)) return false;
  REQUIRE(screen.app().regions().find("bar", page, end));
  return minimum.y >= end.y - 20 && minimum.y + 40 <= 800 - panel_strip_height();
}

TEST_CASE("on a usual screen every panel's heading is in sight or one press away", "[app]") {
  for (const Panel& panel : panels()) {
    Screen screen(1280, 800);
    CAPTURE(panel.id);
    if (heading_in_sight(screen, panel.id)) continue;
    screen.click("strip." + std::string(panel.id));
    screen.frames(60);
    CHECK(heading_in_sight(screen, panel.id));
  }
}

TEST_CASE("the strip leads back up", "[app]") {
  Screen screen(1280, 800);
  REQUIRE_FALSE(heading_in_sight(screen, "traverse"));
  screen.click("strip.traverse");
  screen.frames(60);
  REQUIRE_FALSE(heading_in_sight(screen, "network"));
  screen.click("strip.network");
  screen.frames(60);
  CHECK(heading_in_sight(screen, "network"));
}

TEST_CASE("where all panels are in sight there is no strip", "[app]") {
  Screen screen(1280, 800);
  for (std::size_t i = 0; i < panels().size(); ++i) {
    screen.app().state().layout.places[i].shown = panels()[i].id == "network" || panels()[i].id == "draw";
  }
  screen.app().state().layout.places[static_cast<std::size_t>(find_panel(kSidePanel))].shown = true;
  screen.frames(3);
  ImVec2 minimum, maximum;
  CHECK_FALSE(screen.app().regions().find("strip.draw", minimum, maximum));
}

TEST_CASE("the arrows walk the strip's names", "[app]") {
  Screen screen(1280, 800);
  const auto draws_ring_of = [&](std::string_view id) {
    ImGui::GetIO().AddKeyEvent(ImGuiKey_Enter, true);
    screen.frames(2);
    ImGui::GetIO().AddKeyEvent(ImGuiKey_Enter, false);
    screen.frames(60);
    return heading_in_sight(screen, id);
  };
  screen.click("strip.network");
  for (int i = 0; i < 8; ++i) screen.key(ImGuiKey_RightArrow);
  CHECK(draws_ring_of("traverse"));
}

}  // namespace
}  // namespace hourglass
