#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "support/screen.h"

namespace hourglass {
namespace {

TEST_CASE("dragging the background scrolls the single column of a phone", "[app]") {
  Screen screen(390, 844);
  screen.pause();
  ImVec2 before, after, ignored;
  REQUIRE(screen.app().regions().find("panel.latent", before, ignored));
  screen.drag({7, 760}, {0, -420});
  screen.frames(2);
  REQUIRE(screen.app().regions().find("panel.latent", after, ignored));
  CHECK(after.y < before.y - 300);
}

/// The top of the map's panel, which scrolls with the page.
float top(const Screen& screen) {
  ImVec2 found, ignored;
  REQUIRE(screen.app().regions().find("panel.latent", found, ignored));
  return found.y;
}

TEST_CASE("a touch far from the pointer's last position scrolls nothing", "[app]") {
  Screen screen(390, 844);
  screen.pause();
  screen.drag({7, 760}, {0, -420});
  screen.frames(120);
  const float scrolled = top(screen);
  screen.move({-1000, -1000});
  // A touch moves the pointer and presses in the same frame.
  ImGui::GetIO().AddMousePosEvent(7, 400);
  ImGui::GetIO().AddMouseButtonEvent(0, true);
  screen.frames(3);
  CHECK(top(screen) == scrolled);
  screen.move({7, 380});
  CHECK(top(screen) < scrolled - 10);
}

TEST_CASE("a page released while it scrolls glides to a stop, unless reduced motion is preferred", "[app]") {
  const bool reduced = GENERATE(false, true);
  CAPTURE(reduced);
  Screen screen(390, 844);
  Platform platform;
  platform.reduced_motion = reduced;
  screen.app().set_platform(platform);
  screen.pause();
  screen.drag({7, 760}, {0, -200});
  const float released = top(screen);
  screen.frames(30);
  if (reduced) CHECK(top(screen) == released);
  else CHECK(top(screen) < released - 20);
  screen.frames(240);
  const float rest = top(screen);
  screen.frames(30);
  CHECK(top(screen) == rest);
}

}  // namespace
}  // namespace hourglass
