#include "app/shell/repaint.h"

#include <catch2/catch_test_macros.hpp>

#include "app/panels/panel_table.h"
#include "support/screen.h"

namespace hourglass {
namespace {

std::vector<ScreenPart> look(Repaint& repaint, Screen& screen, const RepaintPace& pace = {}) {
  return repaint.changed_parts(*ImGui::GetDrawData(), screen.app().images(), pace);
}

/// Runs frames until nothing needs to be drawn.
void come_to_rest(Repaint& repaint, Screen& screen) {
  int still = 0;
  for (int i = 0; i < 600; ++i) {
    screen.frames(1);
    still = look(repaint, screen).empty() ? still + 1 : 0;
    if (still == 20) return;
  }
  FAIL("every frame needed to be drawn");
}

TEST_CASE("a paused application without input draws nothing", "[app]") {
  Screen screen;
  screen.pause();
  Repaint repaint;
  REQUIRE(look(repaint, screen).size() == 1);
  come_to_rest(repaint, screen);
  for (int i = 0; i < 10; ++i) {
    screen.frames(1);
    CHECK(look(repaint, screen).empty());
  }
  CHECK_FALSE(screen.app().busy());
  repaint.forget();
  screen.frames(1);
  CHECK(look(repaint, screen).size() == 1);
}

TEST_CASE("a picture is still when it is that of the frame before, whether it is drawn or not", "[app]") {
  Screen screen;
  screen.pause();
  Repaint repaint;
  come_to_rest(repaint, screen);
  CHECK(repaint.still());
  repaint.forget();
  screen.frames(1);
  look(repaint, screen);
  CHECK(repaint.still());
  screen.move(screen.at("settings.all"));
  // Nothing is due: the change is put off, and seen all the same.
  look(repaint, screen, {.seconds = -1, .acted = false});
  CHECK_FALSE(repaint.still());
}

TEST_CASE("an application is busy while it trains, and while it shows a notice", "[app]") {
  Screen screen;
  CHECK(screen.app().busy());
  screen.pause();
  Repaint repaint;
  come_to_rest(repaint, screen);
  CHECK_FALSE(screen.app().busy());
  screen.app().show_notice("Something happened.");
  CHECK(screen.app().busy());
}

TEST_CASE("a changed part is drawn again, and its neighbours are not", "[app]") {
  Screen screen;
  screen.pause();
  screen.move({640, 3});
  Repaint repaint;
  come_to_rest(repaint, screen);
  ImVec2 minimum, maximum;
  REQUIRE(screen.app().regions().find("panel.settings", minimum, maximum));
  // The mouse enters a button of the settings.
  screen.move(screen.at("settings.all"));
  const std::vector<ScreenPart> parts = look(repaint, screen);
  REQUIRE_FALSE(parts.empty());
  for (const ScreenPart& part : parts) {
    CHECK(part.minimum.x >= minimum.x - 5);
    CHECK(part.maximum.x <= maximum.x + 5);
  }
}

TEST_CASE("an image that changes but does not move is drawn again", "[app]") {
  Screen screen;
  screen.app().state().layout.alone = find_panel("network");
  screen.pause();
  Repaint repaint;
  come_to_rest(repaint, screen);
  screen.app().state().selection.choose(Split::kHeldOut, 5);
  screen.frames(2);
  CHECK_FALSE(look(repaint, screen).empty());
}

TEST_CASE("a change without input is drawn later, a change under the mouse at once", "[app]") {
  Screen screen;
  screen.pause();
  Repaint repaint;
  come_to_rest(repaint, screen);
  const auto passed = [](double seconds, ImVec2 mouse) { return RepaintPace{seconds, 0.01f, mouse, false}; };
  look(repaint, screen, passed(10, {-1, -1}));
  screen.app().state().selection.choose(Split::kHeldOut, 5);
  screen.frames(2);
  CHECK(look(repaint, screen, passed(10.001, {-1, -1})).empty());
  // The change is drawn later.
  CHECK_FALSE(look(repaint, screen, passed(10.2, {-1, -1})).empty());
  come_to_rest(repaint, screen);
  look(repaint, screen, passed(11, {-1, -1}));
  screen.app().state().selection.choose(Split::kHeldOut, 7);
  screen.frames(2);
  CHECK_FALSE(look(repaint, screen, passed(11.001, screen.at("network.output"))).empty());
}

TEST_CASE("drawing a part does not change the draw data", "[app]") {
  Screen screen;
  screen.frames(2);
  ImDrawData& data = *ImGui::GetDrawData();
  const ImVec4 before = data.CmdLists[1]->CmdBuffer[0].ClipRect;
  int lists = 0;
  draw_part(data, {{0, 0}, {40, 40}}, [&](ImDrawData& partial) {
    lists = partial.CmdListsCount;
    for (const ImDrawList* list : partial.CmdLists) {
      for (const ImDrawCmd& command : list->CmdBuffer) {
        CHECK(command.ClipRect.z <= 40);
        CHECK(command.ClipRect.w <= 40);
      }
    }
  });
  CHECK(lists >= 1);
  CHECK(lists < data.CmdListsCount);
  const ImVec4 after = data.CmdLists[1]->CmdBuffer[0].ClipRect;
  CHECK(after.x == before.x);
  CHECK(after.w == before.w);
}

}  // namespace
}  // namespace hourglass
