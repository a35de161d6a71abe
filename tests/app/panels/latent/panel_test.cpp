// The panel of the latent space under the mouse.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <cmath>

#include "app/panels/panel_table.h"
#include "app/tasks/thumbnails.h"
#include "support/screen.h"

namespace hourglass {
namespace {

using Catch::Matchers::WithinAbs;

Settings settings_of(SettingList list) {
  SettingList all = {
      {"samples", "200"}, {"held_out_samples", "40"}, {"hidden", "24"}, {"batch", "20"}, {"epochs", "100000"}};
  all.insert(all.begin(), list.begin(), list.end());
  const Result<Settings> made = make_settings(all);
  REQUIRE(made);
  return *made;
}

/// The panel alone, on a run that is paused after some steps.
struct LatentScreen : Screen {
  explicit LatentScreen(SettingList list) : Screen(900, 700, settings_of(std::move(list))) {
    app().state().layout.alone = find_panel("latent");
    app().run().session().pause();
    app().run().session().step(30);
    settled();
    rest();
  }
  /// Runs frames until nothing changes.
  void rest() {
    finish_tasks();
    frames(90);
    finish_tasks();
  }
  ImVec2 place_of(std::uint32_t sample) {
    app().state().selection.choose(Split::kHeldOut, sample);
    frames(2);
    return at("latent.subject");
  }
  void click_at(ImVec2 point) {
    move(point);
    press();
    release();
  }
  void wheel(float by) {
    ImGui::GetIO().AddMouseWheelEvent(0, by);
    frames(2);
  }
  const std::vector<float>& code() { return app().state().code.values; }
  std::vector<float> decoded(const std::vector<float>& code) {
    const int labels[] = {app().pass().label()};
    Inference inference;
    const Result<std::vector<float>> image = inference.decode(app().run().snapshot()->model, code, labels);
    REQUIRE(image);
    return *image;
  }
  /// A corner of the plot where no point lies.
  ImVec2 empty_ground() {
    ImVec2 low, high;
    REQUIRE(app().regions().find("latent.plot", low, high));
    return {low.x + 12, low.y + 12};
  }
};

/// The first image of the texture atlas; skips the points' disc, which is not opaque.
std::vector<std::uint32_t> first_tile(const TextureAtlas& images) {
  std::size_t left = 0;
  if ((images.pixels()[0] >> IM_COL32_A_SHIFT) != 255) {
    while ((images.pixels()[left] >> IM_COL32_A_SHIFT) != 255) ++left;
  }
  std::vector<std::uint32_t> tile;
  for (std::size_t row = 0; row < 28; ++row) {
    const auto pixels = images.pixels().subspan(row * TextureAtlas::kSide + left, 28);
    tile.insert(tile.end(), pixels.begin(), pixels.end());
  }
  return tile;
}

/// The code at a position on the screen, computed from two points with known codes.
float value_at(float where, float at_a, float at_b, float a, float b) {
  return a + (where - at_a) / (at_b - at_a) * (b - a);
}

TEST_CASE("a click on an empty place of the latent space selects the code there", "[app]") {
  LatentScreen screen({{"family", "vae"}, {"latent", "2"}});
  const Codes& codes = screen.app().codes();
  REQUIRE(codes.count == 40);
  std::uint32_t left = 0, right = 0, low = 0, high = 0;
  for (int n = 0; n < codes.count; ++n) {
    const auto i = static_cast<std::uint32_t>(n);
    if (codes.code(n)[0] < codes.code(static_cast<int>(left))[0]) left = i;
    if (codes.code(n)[0] > codes.code(static_cast<int>(right))[0]) right = i;
    if (codes.code(n)[1] < codes.code(static_cast<int>(low))[1]) low = i;
    if (codes.code(n)[1] > codes.code(static_cast<int>(high))[1]) high = i;
  }
  const float x0 = screen.place_of(left).x, x1 = screen.place_of(right).x;
  const float y0 = screen.place_of(low).y, y1 = screen.place_of(high).y;
  REQUIRE(x1 > x0 + 50);
  REQUIRE(y1 < y0 - 50);
  const ImVec2 ground = screen.empty_ground();
  screen.click_at(ground);

  REQUIRE(screen.app().state().code.held);
  const float reach = std::fabs(codes.code(static_cast<int>(right))[0] - codes.code(static_cast<int>(left))[0]);
  CHECK_THAT(screen.code()[0], WithinAbs(value_at(ground.x, x0, x1, codes.code(static_cast<int>(left))[0],
                                                  codes.code(static_cast<int>(right))[0]),
                                         0.01 * reach));
  CHECK_THAT(screen.code()[1], WithinAbs(value_at(ground.y, y0, y1, codes.code(static_cast<int>(low))[1],
                                                  codes.code(static_cast<int>(high))[1]),
                                         0.01 * reach));
  CHECK(screen.app().pass().output() == screen.decoded(screen.code()));
  // The cross marks the place of the click.
  CHECK_THAT(screen.at("latent.held").x, WithinAbs(ground.x, 0.5));
  CHECK_THAT(screen.at("latent.held").y, WithinAbs(ground.y, 0.5));
}

TEST_CASE("a click on a point of the latent space selects its sample", "[app]") {
  const std::string latent = GENERATE("1", "2", "6");
  LatentScreen screen({{"family", "vanilla"}, {"latent", latent}});
  const ImVec2 place = screen.place_of(17);
  screen.place_of(3);
  screen.click_at(place);
  const Selection& selection = screen.app().state().selection;
  CHECK_FALSE(screen.app().state().code.held);
  CHECK(selection.split == Split::kHeldOut);
  REQUIRE(selection.index != 3);
  // Or another sample at the same place.
  const ImVec2 chosen = screen.place_of(selection.index);
  CHECK(std::hypot(chosen.x - place.x, chosen.y - place.y) < 3);
}

TEST_CASE("zooming and dragging the latent space change the code that a click selects, and Fit restores it", "[app]") {
  LatentScreen screen({{"family", "vae"}, {"latent", "2"}});
  const ImVec2 ground = screen.empty_ground();
  screen.click_at(ground);
  const std::vector<float> before = screen.code();
  SECTION("by the wheel, around the mouse") {
    screen.wheel(-5);
    screen.click_at(ground);
    CHECK_THAT(screen.code()[0], WithinAbs(before[0], 0.01));
    screen.click_at({ground.x + 30, ground.y});
    const float after = screen.code()[0] - before[0];
    screen.click("latent.fit");
    screen.rest();
    screen.click_at(ground);
    screen.click_at({ground.x + 30, ground.y});
    CHECK_THAT(after / (screen.code()[0] - before[0]), WithinAbs(std::pow(1.15, 5), 0.05));
  }
  SECTION("by the buttons") {
    screen.click("latent.out");
    screen.click_at(ground);
    CHECK(std::fabs(screen.code()[0]) > 1.2f * std::fabs(before[0]));
    screen.click("latent.in");
    screen.click_at(ground);
    CHECK_THAT(screen.code()[0], WithinAbs(before[0], 0.01));
  }
  SECTION("by dragging, which selects no code") {
    screen.drag(ground, {120, 60});
    CHECK(screen.code() == before);
    CHECK_THAT(screen.at("latent.held").x, WithinAbs(ground.x + 120, 1));
    CHECK_THAT(screen.at("latent.held").y, WithinAbs(ground.y + 60, 1));
  }
  screen.click("latent.fit");
  screen.rest();
  screen.click_at(ground);
  CHECK_THAT(screen.code()[0], WithinAbs(before[0], 0.02));
  CHECK_THAT(screen.code()[1], WithinAbs(before[1], 0.02));
}

TEST_CASE("a code of many numbers is shown along its main directions or two of its coordinates", "[app]") {
  LatentScreen screen({{"family", "vanilla"}, {"latent", "6"}});
  const std::vector<float> encoded = screen.app().pass().encoded();
  const ImVec2 ground = screen.empty_ground();
  screen.click_at(ground);
  int changed = 0;
  for (std::size_t i = 0; i < 6; ++i) changed += screen.code()[i] != encoded[i];
  CHECK(changed > 2);

  screen.click("latent.axes.Axes");
  screen.click("latent.axes.x.more");
  screen.click("latent.axes.y.less");
  screen.click("latent.axes.y.less");
  screen.rest();
  // The axes are the second and the last coordinate; the other coordinates keep the sample's values.
  screen.place_of(5);
  const std::vector<float> sample = screen.app().pass().encoded();
  screen.click_at(ground);
  REQUIRE(screen.app().state().code.held);
  for (std::size_t i = 0; i < 6; ++i) {
    INFO("coordinate " << i);
    CHECK((screen.code()[i] != sample[i]) == (i == 1 || i == 5));
  }
}

TEST_CASE("a map by neighbours places the codes, and other places have none", "[app]") {
  LatentScreen screen({{"family", "vanilla"}, {"latent", "6"}});
  // One sample may lie at the same place in both maps.
  std::vector<ImVec2> principal;
  for (std::uint32_t sample : {2u, 3u, 9u, 17u}) principal.push_back(screen.place_of(sample));
  screen.click("latent.axes.t-SNE");
  screen.rest();
  float farthest = 0;
  ImVec2 place;
  for (std::size_t i = 0; std::uint32_t sample : {2u, 3u, 9u, 17u}) {
    place = screen.place_of(sample);
    farthest = std::max(farthest, std::hypot(place.x - principal[i].x, place.y - principal[i].y));
    ++i;
  }
  CHECK(farthest > 5);
  screen.place_of(3);
  screen.click_at(place);
  CHECK(screen.app().state().selection.index == 17);
  screen.click_at(screen.empty_ground());
  CHECK_FALSE(screen.app().state().code.held);
  CHECK(screen.app().state().selection.index == 17);
  ImVec2 low, high;
  CHECK_FALSE(screen.app().regions().find("latent.map", low, high));
}

TEST_CASE("a map by neighbours follows the codes while the network learns", "[app]") {
  LatentScreen screen({{"family", "vanilla"}, {"latent", "6"}});
  screen.click("latent.axes.t-SNE");
  screen.rest();
  const ImVec2 before = screen.place_of(9);
  screen.rest();
  CHECK(screen.place_of(9).x == before.x);
  screen.app().run().session().step(60);
  screen.settled();
  screen.rest();
  const ImVec2 after = screen.place_of(9);
  CHECK(std::hypot(after.x - before.x, after.y - before.y) > 1);
}

TEST_CASE("a code of one number lies on a line", "[app]") {
  LatentScreen screen({{"family", "vanilla"}, {"latent", "1"}});
  const ImVec2 ground = screen.empty_ground();
  screen.click_at(ground);
  const std::vector<float> left = screen.code();
  screen.click_at({ground.x, ground.y + 20});
  CHECK(screen.code() == left);
  screen.click_at({ground.x + 20, ground.y});
  CHECK(screen.code()[0] > left[0]);
}

TEST_CASE("the map shows decoded images only while it is on", "[app]") {
  LatentScreen screen({{"family", "vae"}, {"latent", "2"}});
  screen.move({1, 1});
  const int with_map = screen.app().images().rows_used();
  screen.click("latent.map");
  screen.move({1, 1});
  const int without = screen.app().images().rows_used();
  // One row holds the points' disc.
  CHECK(without < 20);
  // Each row of the texture atlas holds thirty images of 28 pixels.
  CHECK(with_map > 29);
}

TEST_CASE("the mouse over the latent space shows the image decoded there", "[app]") {
  LatentScreen screen({{"family", "conditional-vae"}, {"latent", "2"}});
  screen.click("latent.map");
  screen.move({1, 1});
  REQUIRE(screen.app().images().rows_used() < 20);
  std::uint32_t sample = 0;
  while (screen.app().run().snapshot()->data->label(Split::kHeldOut, sample) < 1) ++sample;
  screen.place_of(sample);
  const ImVec2 ground = screen.empty_ground();
  screen.move(ground);
  CHECK_FALSE(screen.app().state().code.held);
  const std::vector<std::uint32_t> shown = first_tile(screen.app().images());
  screen.move({ground.x + 200, ground.y});
  CHECK(first_tile(screen.app().images()) != shown);

  // A click selects the code, so that the test can decode it.
  screen.click_at(ground);
  const Palette& colours = palette(Appearance::kDark);
  TextureAtlas expected;
  expected.put(screen.decoded(screen.code()), {28, 28, 1}, {colours.well, colours.accent});
  CHECK(first_tile(expected) == shown);
}

}  // namespace
}  // namespace hourglass
