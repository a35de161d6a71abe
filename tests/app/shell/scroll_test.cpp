#include <catch2/catch_test_macros.hpp>

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

}  // namespace
}  // namespace hourglass
