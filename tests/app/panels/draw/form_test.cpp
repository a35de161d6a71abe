#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "data/sample_text.h"
#include "support/screen.h"

namespace hourglass {
namespace {

Settings settings_for(const char* data) {
  Result<Settings> made = make_settings({{"data", data},
                                         {"samples", "200"},
                                         {"held_out_samples", "40"},
                                         {"hidden", "24"},
                                         {"latent", "6"},
                                         {"batch", "20"}});
  REQUIRE(made);
  return *made;
}

std::shared_ptr<const Dataset> data_of(Screen& screen) { return screen.settled()->data; }

/// Types into the field of a region in the place of what stands there.
void type_into(Screen& screen, std::string_view region, const char* text) {
  screen.click(region);
  screen.key(ImGuiKey_End);
  for (int i = 0; i < 40; ++i) screen.key(ImGuiKey_Backspace);
  ImGui::GetIO().AddInputCharactersUTF8(text);
  screen.frames(3);
}

std::string shown_text(Screen& screen) {
  const std::shared_ptr<const Dataset> data = data_of(screen);
  return sample_text(data->description(), data->shape(), screen.app().pass().input());
}

TEST_CASE("a typed word is what the network gets, and a click on a sample ends that", "[app]") {
  Screen screen(1280, 800, settings_for("words"));
  screen.pause();
  const std::string selected = shown_text(screen);
  type_into(screen, "draw.text", "Otter");
  CHECK(shown_text(screen) == "otter");
  CHECK(screen.app().state().selection.own());
  screen.finish_tasks();
  screen.click("draw.nearest.0");
  CHECK_FALSE(screen.app().state().selection.own());
  CHECK(shown_text(screen) != "otter");
}

TEST_CASE("the reconstructions offer one's own sample by the name that it has", "[app]") {
  for (const std::string data : {"words", "digits"}) {
    Screen screen(1280, 1400, settings_for(data.c_str()));
    screen.pause();
    CAPTURE(data);
    ImVec2 point;
    CHECK(screen.app().regions().centre("reconstructions.own", point) == (data == "words"));
    CHECK(screen.app().regions().centre("reconstructions.drawing", point) == (data == "digits"));
  }
}

TEST_CASE("a word with a symbol that the data lacks leaves the sample as it was", "[app]") {
  Screen screen(1280, 800, settings_for("words"));
  screen.pause();
  type_into(screen, "draw.text", "otter");
  ImGui::GetIO().AddInputCharactersUTF8("7");
  screen.frames(3);
  CHECK(shown_text(screen) == "otter");
}

TEST_CASE("a typed number changes its column alone", "[app]") {
  Screen screen(1280, 800, settings_for("transactions"));
  screen.pause();
  const std::vector<float> before = screen.app().pass().input();
  const DataDescription about = data_of(screen)->description();
  screen.click("draw.columns");
  type_into(screen, "draw.column.0", "12,5");
  const std::vector<float>& now = screen.app().pass().input();
  CHECK(about.scaling.number(now[0], 0) == Catch::Approx(12.5));
  CHECK(std::equal(now.begin() + 1, now.end(), before.begin() + 1));
}

TEST_CASE("what was typed for one set is gone with it", "[app]") {
  Screen screen(1280, 800, settings_for("words"));
  screen.pause();
  type_into(screen, "draw.text", "otter");
  REQUIRE(screen.app().run().reset(settings_for("transactions")));
  screen.settled();
  screen.frames(3);
  CHECK_FALSE(screen.app().state().selection.own());
}

}  // namespace
}  // namespace hourglass
