// The keyboard's walk through the page: Tab and Shift+Tab reach all controls in reading order.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include <imgui_internal.h>

#include "app/panels/panel_table.h"
#include "support/screen.h"

namespace hourglass {
namespace {

struct Stop {
  ImVec2 minimum, maximum;
  ImGuiID id;
};

/// The control that has the focus; id 0 if none has.
Stop focused() {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  if (context.NavId == 0 || !context.NavWindow) return {{}, {}, 0};
  const ImRect rectangle = ImGui::WindowRectRelToAbs(context.NavWindow, context.NavWindow->NavRectRel[0]);
  return {rectangle.Min, rectangle.Max, context.NavId};
}

void tab(Screen& screen, bool backwards = false) {
  if (backwards) ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
  screen.key(ImGuiKey_Tab);
  if (backwards) ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
  screen.frames(1);
}

/// Whether the control that has the focus lies in the region.
bool in_region(const Screen& screen, const Stop& stop, std::string_view region) {
  ImVec2 minimum, maximum;
  if (!screen.app().regions().find(region, minimum, maximum)) return false;
  const ImVec2 centre = {(stop.minimum.x + stop.maximum.x) / 2, (stop.minimum.y + stop.maximum.y) / 2};
  return centre.x >= minimum.x - 1 && centre.x <= maximum.x + 1 && centre.y >= minimum.y - 1 &&
         centre.y <= maximum.y + 1;
}

bool focused_in(const Screen& screen, std::string_view region) { return in_region(screen, focused(), region); }

/// The controls before the last stop, from which Tab leaves. `take` is called at each.
template <class Take>
std::vector<ImGuiID> walk(Screen& screen, bool backwards, Take take) {
  std::vector<ImGuiID> stops;
  for (int i = 0; i < 400; ++i) {
    tab(screen, backwards);
    if (screen.app().leave_by_tab(backwards)) return stops;
    stops.push_back(focused().id);
    take(focused());
  }
  FAIL("the walk does not end");
  return stops;
}

std::vector<ImGuiID> walk(Screen& screen, bool backwards = false) {
  return walk(screen, backwards, [](const Stop&) {});
}

class TallScreen : public Screen {
 public:
  TallScreen() : Screen(1280, 1500) {
    pause();
    finish_tasks();
  }
};

TEST_CASE("Tab walks through the bar and all panels and then leaves", "[app]") {
  TallScreen screen;
  std::vector<std::string> wanted = {
      "button.play",   "button.step",  "button.epoch", "button.slow",    "button.reset",    "button.presets",
      "button.panels", "button.share", "button.theme", "button.keys",    "code.slider.0",   "draw.pad",
      "latent.plot",   "curves.log",   "curves.scrub", "generate.again", "settings.latent", "settings.filter"};
  for (const Panel& panel : panels()) {
    if (!panel.opens) continue;
    wanted.push_back("panel." + std::string(panel.id) + ".alone");
    wanted.push_back("panel." + std::string(panel.id) + ".menu");
  }
  walk(screen, false, [&](const Stop& stop) {
    std::erase_if(wanted, [&](const std::string& region) { return in_region(screen, stop, region); });
  });
  CHECK(wanted == std::vector<std::string>());
}

TEST_CASE("no control is reached twice in one walk, and Shift+Tab takes the same way back", "[app]") {
  TallScreen screen;
  const std::vector<ImGuiID> there = walk(screen);
  CHECK(std::find(there.begin(), there.end(), 0u) == there.end());
  std::vector<ImGuiID> sorted = there;
  std::sort(sorted.begin(), sorted.end());
  CHECK(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());

  // Shift+Tab comes from outside to the last stop, from which both ways begin.
  screen.frames(1);
  tab(screen, true);
  REQUIRE_FALSE(screen.app().leave_by_tab(true));
  CHECK(focused().id != 0);
  std::vector<ImGuiID> back = walk(screen, true);
  std::reverse(back.begin(), back.end());
  CHECK(back == there);
}

TEST_CASE("the walk also reaches panels that are out of sight, and scrolls to them", "[app]") {
  Screen screen(1280, 500);
  screen.pause();
  screen.finish_tasks();
  REQUIRE(screen.app().regions().to_json().find("traverse.") == std::string::npos);
  bool found = false;
  for (int i = 0; i < 400 && !found; ++i) {
    tab(screen);
    if (screen.app().leave_by_tab(false)) break;
    ImVec2 minimum, maximum;
    const Stop stop = focused();
    found = screen.app().regions().find("panel.traverse", minimum, maximum) && stop.minimum.y >= minimum.y &&
            stop.maximum.y <= maximum.y && stop.minimum.x >= minimum.x && stop.maximum.x <= maximum.x &&
            stop.minimum.y >= 0 && stop.maximum.y <= 500;
  }
  CHECK(found);
}

TEST_CASE("a focused button is pressed by Enter, and keeps the focus", "[app]") {
  TallScreen screen;
  tab(screen);
  REQUIRE(focused_in(screen, "button.presets"));
  tab(screen);
  const Stop before = focused();
  REQUIRE(in_region(screen, before, "button.play"));
  REQUIRE_FALSE(screen.app().run().running());
  screen.key(ImGuiKey_Enter);
  CHECK(screen.app().run().running());
  CHECK(focused().id == before.id);
  CHECK(ImGui::GetIO().NavVisible);
}

TEST_CASE("arrows move a focused slider and not the focus", "[app]") {
  TallScreen screen;
  for (int i = 0; i < 100 && !focused_in(screen, "code.slider.0"); ++i) tab(screen);
  const Stop slider = focused();
  REQUIRE(in_region(screen, slider, "code.slider.0"));
  const float before = screen.app().state().code.values[0];
  screen.key(ImGuiKey_UpArrow);
  CHECK(screen.app().state().code.values[0] > before);
  CHECK(focused().id == slider.id);
  screen.key(ImGuiKey_RightArrow);
  CHECK(focused_in(screen, "code.slider.1"));
}

TEST_CASE("Tab goes to what lies above the page first, and Escape closes it", "[app]") {
  TallScreen screen;
  screen.app().state().keys_shown = true;
  screen.frames(2);
  tab(screen);
  CHECK(focused_in(screen, "keys.close"));
  screen.key(ImGuiKey_Escape);
  CHECK_FALSE(screen.app().state().keys_shown);
  screen.app().show_error("Something went wrong.");
  screen.frames(2);
  tab(screen);
  CHECK(focused_in(screen, "banner.dismiss"));
  screen.key(ImGuiKey_Escape);
  CHECK(screen.app().state().error.empty());
}

}  // namespace
}  // namespace hourglass
