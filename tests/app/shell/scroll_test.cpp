#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cmath>

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

/// How far a page glides that moves by 600 pixels a second, where a frame takes this long.
float glide_at(float seconds_a_frame) {
  Screen screen(390, 844);
  screen.pause();
  screen.app().state().gliding = 600;
  const float from = top(screen);
  screen.frames(static_cast<int>(3 / seconds_a_frame), seconds_a_frame);
  CHECK(screen.app().state().gliding == 0);
  return from - top(screen);
}

TEST_CASE("a page glides as far on a screen of many frames a second as on one of few", "[app]") {
  const float usual = glide_at(1.0f / 60);
  CHECK(usual > 150);
  CHECK(std::abs(glide_at(1.0f / 30) - usual) < 0.05f * usual);
  CHECK(std::abs(glide_at(1.0f / 240) - usual) < 0.05f * usual);
}

TEST_CASE("a page that scrolls by itself arrives, however short its frames are", "[app]") {
  const float seconds = GENERATE(1.0f / 30, 1.0f / 60, 1.0f / 240);
  CAPTURE(seconds);
  Screen screen(390, 844);
  screen.pause();
  const float from = top(screen);
  screen.app().state().scrolling_to = 300;
  screen.frames(static_cast<int>(1.5f / seconds), seconds);
  CHECK(screen.app().state().scrolling_to == -1);
  CHECK(from - top(screen) == 300);
}

}  // namespace
}  // namespace hourglass
