// The panel of traversals: each row changes one coordinate of the code; the most useful coordinates come first.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/panels/panel_table.h"
#include "support/screen.h"

namespace hourglass {
namespace {

using Catch::Matchers::WithinAbs;

/// The panel alone, on a run that is paused after some steps.
struct TraverseScreen : Screen {
  TraverseScreen(float height, SettingList list) : Screen(900, height, settings_of(std::move(list))) {
    app().state().layout.alone = find_panel("traverse");
    app().run().session().pause();
    app().run().session().step(150);
    settled();
    finish_tasks();
  }
  static Settings settings_of(SettingList list) {
    list.insert(
        list.end(),
        {{"samples", "200"}, {"held_out_samples", "40"}, {"hidden", "24"}, {"batch", "20"}, {"epochs", "100000"}});
    const Result<Settings> made = make_settings(list);
    REQUIRE(made);
    return *made;
  }
  bool has(const std::string& region) {
    ImVec2 point;
    return app().regions().centre(region, point);
  }
  static std::string tile(int row, int column) {
    return "traverse.tile." + std::to_string(row) + "." + std::to_string(column);
  }
  int columns() {
    int count = 0;
    while (has(tile(0, count))) ++count;
    return count;
  }
  /// Clicks a tile: the coordinate that its row changes, and the value that its column sets. Then restores the
  /// sample's own code.
  std::pair<int, float> click_tile(int row, int column) {
    const std::vector<float> before = app().pass().encoded();
    click(tile(row, column));
    const std::vector<float> after = app().state().code.values;
    REQUIRE(app().state().code.held);
    int changed = -1;
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (after[i] == before[i]) continue;
      CHECK(changed == -1);
      changed = static_cast<int>(i);
    }
    REQUIRE(changed >= 0);
    const float value = after[static_cast<std::size_t>(changed)];
    app().state().code.release();
    finish_tasks();
    return {changed, value};
  }
  std::vector<int> order(int rows) {
    std::vector<int> found;
    for (int row = 0; row < rows; ++row) found.push_back(click_tile(row, 0).first);
    return found;
  }
  /// The first or the last choice of the order.
  void sort_by(bool last) {
    ImVec2 low, high;
    REQUIRE(app().regions().find("traverse.sort", low, high));
    move({last ? high.x - 8 : low.x + 8, (low.y + high.y) / 2});
    press();
    release();
    finish_tasks();
  }
};

std::vector<int> sorted_by(std::vector<double> use) {
  std::vector<int> order(use.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return use[static_cast<std::size_t>(a)] > use[static_cast<std::size_t>(b)]; });
  return order;
}

TEST_CASE("a tile of the traversals changes one number of the code and no other", "[app]") {
  TraverseScreen screen(700, {{"family", "vae"}, {"latent", "4"}});
  const int columns = screen.columns();
  REQUIRE(columns >= 5);
  CHECK(columns % 2 == 1);
  const std::vector<float> output = screen.app().pass().output();
  for (int row = 0; row < 4; ++row) {
    CHECK_THAT(screen.click_tile(row, 0).second, WithinAbs(-3, 1e-6));
    CHECK_THAT(screen.click_tile(row, columns / 2).second, WithinAbs(0, 1e-6));
    CHECK_THAT(screen.click_tile(row, columns - 1).second, WithinAbs(3, 1e-6));
  }
  screen.click(TraverseScreen::tile(0, 0));
  CHECK(screen.app().pass().output() != output);
}

TEST_CASE("without a prior the traversals span three standard deviations of the codes", "[app]") {
  TraverseScreen screen(700, {{"family", "vanilla"}, {"latent", "3"}});
  const Codes& codes = screen.app().codes();
  for (int row = 0; row < 3; ++row) {
    const auto [coordinate, low] = screen.click_tile(row, 0);
    const auto at = static_cast<std::size_t>(coordinate);
    CHECK_THAT(low, WithinAbs(codes.mean[at] - 3 * codes.deviation[at], 1e-4));
    const float high = screen.click_tile(row, screen.columns() - 1).second;
    CHECK_THAT(high, WithinAbs(codes.mean[at] + 3 * codes.deviation[at], 1e-4));
  }
}

TEST_CASE("the traversals are sorted by divergence, by variance or by number", "[app]") {
  TraverseScreen screen(1000, {{"family", "vae"}, {"latent", "5"}});
  const Health& health = screen.app().run().snapshot()->health;
  REQUIRE(health.step > 0);
  REQUIRE(health.latents.size() == 5);
  std::vector<double> divergences;
  for (const LatentHealth& latent : health.latents) divergences.push_back(latent.kl);
  const std::vector<int> by_divergence = sorted_by(divergences), by_number = {0, 1, 2, 3, 4};
  // Otherwise the two orders would be equal.
  REQUIRE(by_divergence != by_number);
  CHECK(screen.order(5) == by_divergence);
  screen.sort_by(true);
  CHECK(screen.order(5) == by_number);
  screen.sort_by(false);
  CHECK(screen.order(5) == by_divergence);
}

TEST_CASE("without a posterior the traversals are sorted by variance", "[app]") {
  TraverseScreen screen(1000, {{"family", "vanilla"}, {"latent", "5"}});
  const std::vector<float>& deviation = screen.app().codes().deviation;
  CHECK(screen.order(5) == sorted_by({deviation.begin(), deviation.end()}));
}

TEST_CASE("traversals that do not fit are on further pages", "[app]") {
  TraverseScreen screen(360, {{"family", "vanilla"}, {"latent", "12"}});
  int rows = 0;
  while (screen.has("traverse.row." + std::to_string(rows))) ++rows;
  REQUIRE(rows > 0);
  REQUIRE(2 * rows <= 12);
  const std::vector<int> first = screen.order(rows);
  screen.click("traverse.on");
  screen.finish_tasks();
  const std::vector<int> second = screen.order(rows);
  for (int coordinate : second) CHECK(std::find(first.begin(), first.end(), coordinate) == first.end());
  screen.click("traverse.back");
  screen.finish_tasks();
  CHECK(screen.order(rows) == first);
}

TEST_CASE("the traversals start from the edited code", "[app]") {
  TraverseScreen screen(700, {{"family", "vanilla"}, {"latent", "3"}});
  const auto picture = [&] {
    screen.move({1, 1});
    const auto pixels = screen.app().images().pixels();
    const int rows = screen.app().images().rows_used();
    REQUIRE(rows > 0);
    return std::vector<std::uint32_t>(pixels.begin(), pixels.begin() + rows * TextureAtlas::kSide);
  };
  const std::vector<std::uint32_t> before = picture();
  std::vector<float> code = screen.app().state().code.values;
  for (float& value : code) value += 2;
  screen.app().state().code.hold(code);
  screen.finish_tasks();
  CHECK(picture() != before);
  screen.app().state().code.release();
  screen.finish_tasks();
  CHECK(picture() == before);
}

}  // namespace
}  // namespace hourglass
