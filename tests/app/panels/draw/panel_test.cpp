#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

#include "support/screen.h"

namespace hourglass {
namespace {

void draw_line(Screen& screen, ImVec2 by = {50, 60}) {
  const ImVec2 middle = screen.at("draw.pad");
  screen.drag({middle.x - 25, middle.y - 30}, by);
}

TEST_CASE("undo reverts strokes one by one, and Clear", "[app]") {
  Screen screen;
  draw_line(screen);
  const std::vector<float> one = screen.app().pass().input();
  draw_line(screen, {-10, 50});
  const std::vector<float> two = screen.app().pass().input();
  REQUIRE(one != two);
  screen.click("draw.clear");
  CHECK(screen.app().state().drawing.empty());
  screen.click("draw.undo");
  CHECK(screen.app().pass().input() == two);
  screen.click("draw.undo");
  CHECK(screen.app().pass().input() == one);
  screen.click("draw.undo");
  CHECK(screen.app().state().drawing.empty());
}

TEST_CASE("points outside the pad draw nothing on its edge", "[app]") {
  Drawing drawing;
  drawing.begin_stroke({0.5f, 0.5f});
  drawing.extend({0.5f, -40});
  const std::size_t points = drawing.ink().size();
  CHECK(points < 60);
  for (int i = 0; i < 20; ++i) drawing.extend({0.5f, -40 - static_cast<float>(i)});
  CHECK(drawing.ink().size() == points);
}

TEST_CASE("a long drawing is drawn completely", "[app]") {
  Screen screen;
  Drawing& drawing = screen.app().state().drawing;
  drawing.begin_stroke({0, 0});
  for (int i = 1; i <= 60; ++i) drawing.extend({static_cast<float>(i % 2), static_cast<float>(i) / 60});
  screen.frames(2);
  std::size_t corners = 0, reached = 0;
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
    if (static_cast<std::size_t>(list->VtxBuffer.Size) <= corners) continue;
    corners = static_cast<std::size_t>(list->VtxBuffer.Size);
    reached = *std::max_element(list->IdxBuffer.begin(), list->IdxBuffer.end());
  }
  CHECK(corners > 65536);
  CHECK(reached == corners - 1);
}

TEST_CASE("a wider pen draws more ink", "[app]") {
  Screen screen;
  const auto ink = [&] {
    double sum = 0;
    for (float value : screen.app().pass().input()) sum += static_cast<double>(value);
    return sum;
  };
  draw_line(screen);
  const double usual = ink();
  screen.click("draw.clear");
  screen.click("draw.width");
  draw_line(screen);
  CHECK(ink() > 1.2 * usual);
}

TEST_CASE("the nearest training image to a training image is itself, and a click selects it", "[app]") {
  Screen screen;
  screen.pause();
  screen.app().state().selection.choose(Split::kTraining, 17);
  screen.finish_tasks();
  screen.frames(2);
  screen.finish_tasks();
  std::vector<float> pixels(784);
  screen.app().run().snapshot()->data->read(Split::kTraining, 17, pixels.data());
  CHECK(screen.app().pass().input() == pixels);
  screen.app().state().selection.choose(Split::kHeldOut, 0);
  screen.frames(1);
  // The neighbours shown are still those of image 17: the first is the image itself.
  screen.click("draw.nearest.0");
  CHECK(screen.app().state().selection.split == Split::kTraining);
}

TEST_CASE("the nearest images are those of a full search", "[app]") {
  Screen screen;
  screen.pause();
  screen.app().state().selection.choose(Split::kHeldOut, 3);
  screen.frames(2);
  screen.finish_tasks();
  const Dataset& data = *screen.app().run().snapshot()->data;
  const std::vector<float> wanted = screen.app().pass().input();
  float least = 1e30f;
  std::uint32_t best = 0;
  std::vector<float> pixels(784);
  for (std::uint32_t i = 0; i < data.count(Split::kTraining); ++i) {
    data.read(Split::kTraining, i, pixels.data());
    float sum = 0;
    for (std::size_t k = 0; k < 784; ++k) sum += (pixels[k] - wanted[k]) * (pixels[k] - wanted[k]);
    if (sum < least) least = sum, best = i;
  }
  screen.click("draw.nearest.0");
  CHECK(screen.app().state().selection.index == best);
}

TEST_CASE("a drawing becomes a training image with the chosen label", "[app]") {
  Screen screen;
  draw_line(screen);
  const std::vector<float> drawn = screen.app().pass().input();
  const std::uint64_t step = screen.settled()->model.step;
  screen.click("draw.add");
  screen.click("draw.add.7");
  const auto after = screen.settled();
  REQUIRE(after->data->count(Split::kTraining) == 201);
  CHECK(after->data->label(Split::kTraining, 200) == 7);
  std::vector<float> pixels(784);
  after->data->read(Split::kTraining, 200, pixels.data());
  CHECK(pixels == drawn);
  // Training continues; it does not start again.
  CHECK(after->model.step >= step);
  CHECK(after->state == RunState::kRunning);
}

TEST_CASE("a conditional network receives the label chosen for a drawing", "[app]") {
  const Result<Settings> settings =
      make_settings({{"family", "conditional-vae"}, {"samples", "200"}, {"held_out_samples", "40"}});
  REQUIRE(settings);
  Screen screen(1280, 800, *settings);
  screen.pause();
  ImVec2 place;
  CHECK_FALSE(screen.app().regions().centre("draw.label", place));
  draw_line(screen);
  CHECK(screen.app().pass().label() == kNoLabel);
  const std::vector<float> before = screen.app().pass().output();
  screen.click("draw.label");
  screen.click("draw.label.7");
  CHECK(screen.app().pass().label() == 7);
  CHECK(screen.app().pass().output() != before);
}

}  // namespace
}  // namespace hourglass
