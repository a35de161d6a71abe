#include "app/shell/layout_flow.h"
#include "app/shell/layout_text.h"

#include <algorithm>

#include <imgui_internal.h>
#include <catch2/catch_test_macros.hpp>

#include "app/panels/panel_table.h"
#include "support/screen.h"

namespace hourglass {
namespace {

TEST_CASE("a layout is parsed from its own text unchanged", "[unit]") {
  Layout layout = initial_layout();
  layout.places[0].shown = false;
  layout.places[1].columns = 7;
  layout.places[1].height = 411;
  const std::string text = layout_text(layout);
  Layout read;
  CHECK(read_layout(text, read).empty());
  CHECK(layout_text(read) == text);
  CHECK_FALSE(read.places[0].shown);
  CHECK(read.places[1].columns == 7);
  CHECK(read.places[1].height == 411);
}

TEST_CASE("unknown parts of a layout's text are ignored and reported", "[unit]") {
  for (const char* text : {"nonsense,draw", "draw:99x300", "draw:4x9999999", "draw:x", "draw:-3x300", "draw,,draw"}) {
    CAPTURE(text);
    Layout layout = initial_layout();
    CHECK_FALSE(read_layout(text, layout).empty());
    CHECK(layout.places[static_cast<std::size_t>(find_panel("draw"))].shown);
    CHECK(layout.places[static_cast<std::size_t>(find_panel("draw"))].columns == 4);
  }
  Layout layout = initial_layout();
  const std::string before = layout_text(layout);
  CHECK_FALSE(read_layout("", layout).empty());
  CHECK_FALSE(read_layout("a,b,c", layout).empty());
  CHECK(layout_text(layout) == before);
}

TEST_CASE("panels flow into rows of twelve columns that fill the width", "[unit]") {
  const Layout layout = initial_layout();
  for (const FlowRow& row : flow(layout, find_panel(kSidePanel))) {
    float width = 0;
    for (const FlowItem& item : row.items) {
      CHECK(item.x > width - 0.001f);
      width += item.width;
    }
    CHECK(width > 0.999f);
    CHECK(width < 1.001f);
    CHECK(row.height >= Layout::kLeastHeight);
  }
}

TEST_CASE("a panel is hidden and shown by the menu, and shown alone by its corner", "[app]") {
  Screen screen;
  ImVec2 place;
  screen.click("button.panels");
  screen.click("show.curves");
  screen.frames(2);
  CHECK_FALSE(screen.app().regions().centre("panel.curves", place));
  screen.click("show.curves");
  screen.key(ImGuiKey_Escape);
  CHECK(screen.app().regions().centre("panel.curves", place));
  screen.click("panel.curves.alone");
  CHECK(screen.app().state().layout.alone == find_panel("curves"));
  CHECK_FALSE(screen.app().regions().centre("panel.draw", place));
  screen.key(ImGuiKey_Escape);
  CHECK(screen.app().state().layout.alone == -1);
}

TEST_CASE("dragging the gap between two panels moves columns from one to the other", "[app]") {
  Screen screen;
  ImVec2 minimum, maximum;
  REQUIRE(screen.app().regions().find("panel.draw", minimum, maximum));
  const float before = maximum.x - minimum.x;
  screen.drag({maximum.x + 6, (minimum.y + maximum.y) / 2}, {120, 0});
  screen.frames(2);
  REQUIRE(screen.app().regions().find("panel.draw", minimum, maximum));
  CHECK(maximum.x - minimum.x > before + 40);
  const float tall = maximum.y - minimum.y;
  screen.drag({(minimum.x + maximum.x) / 2, maximum.y + 6}, {0, 60});
  screen.frames(2);
  REQUIRE(screen.app().regions().find("panel.draw", minimum, maximum));
  CHECK(maximum.y - minimum.y > tall + 40);
}

TEST_CASE("no button of the bar overlaps another or leaves the window, at any width", "[app]") {
  constexpr const char* kButtons[] = {"button.presets", "button.play",   "button.step",  "button.epoch", "button.slow",
                                      "button.reset",   "button.panels", "button.share", "button.theme", "button.keys"};
  for (const float width :
       {340.0f, 390.0f, 500.0f, 639.0f, 641.0f, 800.0f, 859.0f, 861.0f, 1000.0f, 1239.0f, 1241.0f, 1920.0f}) {
    CAPTURE(width);
    const Screen screen(width, 800);
    std::vector<ImVec4> seen;
    for (const char* name : kButtons) {
      CAPTURE(name);
      ImVec2 minimum, maximum;
      REQUIRE(screen.app().regions().find(name, minimum, maximum));
      CHECK(minimum.x >= 0);
      CHECK(maximum.x <= width);
      for (const ImVec4& other : seen) {
        CHECK((maximum.x <= other.x || minimum.x >= other.z || maximum.y <= other.y || minimum.y >= other.w));
      }
      seen.push_back({minimum.x, minimum.y, maximum.x, maximum.y});
    }
  }
}

TEST_CASE("a menu opens beside its button and stays on the screen", "[app]") {
  for (const char* name : {"button.presets", "button.share", "panel.reconstructions.menu", "panel.settings.menu"}) {
    CAPTURE(name);
    Screen screen;
    screen.click(name);
    screen.frames(3);
    const ImGuiWindow* menu = ImGui::GetCurrentContext()->OpenPopupStack.back().Window;
    REQUIRE(menu);
    CHECK(menu->Pos.x >= 0);
    CHECK(menu->Pos.y >= 0);
    CHECK(menu->Pos.x + menu->Size.x <= 1280);
    CHECK(menu->Pos.y + menu->Size.y <= 800);
    ImVec2 minimum, maximum;
    REQUIRE(screen.app().regions().find(name, minimum, maximum));
    CHECK((menu->Pos.y >= maximum.y || menu->Pos.y + menu->Size.y <= minimum.y));
  }
}

TEST_CASE("embedded panels fill the frame of the embedding page", "[app]") {
  for (const char* link : {"panels=latent", "panels=draw,latent", "focus=curves", "panels=generate&hide=bar"}) {
    for (const ImVec2 size : {ImVec2{390, 700}, ImVec2{390, 420}, ImVec2{900, 420}, ImVec2{900, 900}}) {
      CAPTURE(link, size.x, size.y);
      Screen screen(size.x, size.y);
      open_link(screen.app(), std::string(link) + "&embedded=1");
      screen.frames(3);
      ImVec2 minimum, maximum, bar_minimum, bar_maximum;
      const Regions& regions = screen.app().regions();
      REQUIRE(regions.find("bar", bar_minimum, bar_maximum));
      float top = size.y, bottom = 0;
      for (const Panel& panel : panels()) {
        if (!regions.find("panel." + std::string(panel.id), minimum, maximum)) continue;
        top = std::min(top, minimum.y);
        bottom = std::max(bottom, maximum.y);
      }
      CHECK(top == bar_maximum.y);
      REQUIRE(regions.find("content", minimum, maximum));
      const bool fits = maximum.y <= size.y;
      if (fits) CHECK(bottom > size.y - 20);
      // Only a low frame has no room for two panels one above the other.
      CHECK(fits == !(std::string_view(link) == "panels=draw,latent" && size.x < 400 && size.y < 500));
      REQUIRE(regions.find("content.usual", minimum, maximum));
      CHECK(maximum.y > 200);
    }
  }
}

TEST_CASE("few panels fill a window, many scroll in it", "[app]") {
  struct Case {
    const char* link;
    bool fills;
  };
  for (const auto& [link, fills] : {Case{"panels=draw", true}, Case{"panels=latent,curves,notes", true},
                                    Case{"panels=draw,generate,latent,curves,reconstructions,traverse,notes", false}}) {
    CAPTURE(link);
    Screen screen;
    open_link(screen.app(), link);
    screen.frames(3);
    ImVec2 minimum, maximum;
    float bottom = 0;
    for (const Panel& panel : panels()) {
      if (screen.app().regions().find("panel." + std::string(panel.id), minimum, maximum))
        bottom = std::max(bottom, maximum.y);
    }
    REQUIRE(screen.app().regions().find("content", minimum, maximum));
    CHECK((maximum.y <= 800) == fills);
    if (fills) CHECK(bottom > 780);
  }
}

TEST_CASE("a row that fills the window offers no change of height", "[app]") {
  const auto menu_height = [](const char* link) {
    Screen screen;
    open_link(screen.app(), link);
    screen.frames(3);
    screen.click("panel.draw.menu");
    screen.frames(3);
    REQUIRE(!ImGui::GetCurrentContext()->OpenPopupStack.empty());
    return ImGui::GetCurrentContext()->OpenPopupStack.back().Window->Size.y;
  };
  const float one_row = menu_height("panels=draw"), two_rows = menu_height("panels=draw:12x300,latent:12x300");
  CHECK(one_row + 40 < two_rows);
}

TEST_CASE("an embedded panel stays alone, and its bar can be hidden", "[app]") {
  Screen screen(600, 400);
  ImVec2 place;
  open_link(screen.app(), "embedded=1&focus=curves");
  screen.frames(2);
  CHECK(screen.app().regions().centre("button.play", place));
  screen.key(ImGuiKey_Escape);
  CHECK(screen.app().state().layout.alone == find_panel("curves"));
  open_link(screen.app(), "embedded=1&focus=curves&hide=bar");
  screen.frames(2);
  CHECK_FALSE(screen.app().regions().centre("button.play", place));
}

}  // namespace
}  // namespace hourglass
