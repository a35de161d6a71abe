// Controls for fingers: each reacts in an area of at least 44 CSS pixels.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "app/panels/panel_table.h"
#include "support/screen.h"

namespace hourglass {
namespace {

constexpr float kLeast = 44;

class Phone : public Screen {
 public:
  explicit Phone(float width) : Screen(width, 4400) {
    Platform platform;
    platform.for_fingers = true;
    platform.copy_text = [](const std::string&) {};
    app().set_platform(platform);
    pause();
  }
};

struct Area {
  std::string name;
  ImVec2 minimum, maximum;
};

std::vector<Area> areas(const Screen& screen, const std::vector<std::string>& names) {
  std::vector<Area> found;
  const ImVec2 more = ImGui::GetStyle().TouchExtraPadding;
  for (const std::string& name : names) {
    Area area{name, {}, {}};
    // The map's buttons leave a narrow panel, where two fingers zoom.
    if (!screen.app().regions().find(name, area.minimum, area.maximum)) continue;
    area.minimum = {area.minimum.x - more.x, area.minimum.y - more.y};
    area.maximum = {area.maximum.x + more.x, area.maximum.y + more.y};
    found.push_back(area);
  }
  return found;
}

std::vector<std::string> controls_of_page() {
  std::vector<std::string> names = {"button.play",    "button.step",    "button.epoch", "button.slow",  "button.reset",
                                    "button.presets", "button.panels",  "button.share", "button.theme", "button.keys",
                                    "draw.eraser",    "draw.width",     "draw.undo",    "draw.clear",   "draw.add",
                                    "latent.out",     "latent.in",      "latent.fit",   "curves.log",   "curves.now",
                                    "generate.again", "settings.apply", "settings.undo"};
  for (const Panel& panel : panels()) {
    if (!panel.opens) continue;
    names.push_back("panel." + std::string(panel.id) + ".alone");
    names.push_back("panel." + std::string(panel.id) + ".menu");
  }
  return names;
}

TEST_CASE("on a phone every button reacts in 44 x 44 pixels, which no other button's middle touches", "[app]") {
  for (const float width : {390.0f, 360.0f}) {
    Phone phone(width);
    const std::vector<Area> found = areas(phone, controls_of_page());
    CHECK(found.size() + 3 >= controls_of_page().size());
    for (const Area& area : found) {
      CAPTURE(width, area.name);
      CHECK(area.maximum.x - area.minimum.x >= kLeast);
      CHECK(area.maximum.y - area.minimum.y >= kLeast);
      for (const Area& other : found) {
        const ImVec2 middle = {(other.minimum.x + other.maximum.x) / 2, (other.minimum.y + other.maximum.y) / 2};
        const bool touched = middle.x > area.minimum.x && middle.x < area.maximum.x && middle.y > area.minimum.y &&
                             middle.y < area.maximum.y;
        CAPTURE(other.name);
        CHECK((!touched || &other == &area));
      }
    }
  }
}

TEST_CASE("with a mouse controls react only where they are drawn", "[app]") {
  Screen screen;
  CHECK(ImGui::GetStyle().TouchExtraPadding.x == 0);
}

}  // namespace
}  // namespace hourglass
