#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "analysis/pca.h"
#include "app/panels/curves/pca_error.h"
#include "support/screen.h"

namespace hourglass {
namespace {

/// Trains a few steps at a time; each time adds a snapshot to the timeline.
void train(Screen& screen, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    screen.app().run().session().step(3);
    screen.settled();
    screen.frames(1);
  }
}

TEST_CASE("the slider under the curves shows an older snapshot while training continues", "[app]") {
  Screen screen;
  screen.pause();
  screen.key(ImGuiKey_R);
  train(screen, 20);
  screen.finish_tasks();
  const std::vector<float> now = screen.app().pass().output();
  ImVec2 minimum, maximum;
  REQUIRE(screen.app().regions().find("curves.scrub", minimum, maximum));
  screen.move({minimum.x + 0.3f * (maximum.x - minimum.x), (minimum.y + maximum.y) / 2});
  screen.press();
  screen.release();
  REQUIRE(screen.app().state().past);
  const std::uint64_t shown = screen.app().shown()->model.step;
  CHECK(shown < screen.settled()->model.step);
  CHECK(shown > 0);
  screen.finish_tasks();
  CHECK(screen.app().pass().output() != now);
  screen.app().run().session().step(30);
  screen.settled();
  screen.frames(3);
  CHECK(screen.app().shown()->model.step == shown);
  screen.click("curves.now");
  screen.frames(2);
  CHECK(screen.app().shown()->model.step == screen.settled()->model.step);
}

TEST_CASE("the end of the slider under the curves shows the newest snapshot", "[app]") {
  Screen screen;
  screen.pause();
  train(screen, 20);
  ImVec2 minimum, maximum;
  REQUIRE(screen.app().regions().find("curves.scrub", minimum, maximum));
  const float middle = (minimum.y + maximum.y) / 2;
  screen.move({(minimum.x + maximum.x) / 2, middle});
  screen.press();
  CHECK(screen.app().state().past);
  screen.move({maximum.x + 20, middle});
  screen.release();
  CHECK_FALSE(screen.app().state().past);
}

TEST_CASE("a new run deselects the older snapshot", "[app]") {
  Screen screen;
  screen.pause();
  train(screen, 10);
  screen.app().state().past = screen.app().timeline().moments()[2];
  screen.frames(2);
  screen.key(ImGuiKey_R);
  screen.frames(2);
  CHECK_FALSE(screen.app().state().past);
}

TEST_CASE("the PCA level is PCA's error on the held-out images, for a code of the same size", "[app]") {
  Screen screen;
  screen.pause();
  const auto run = screen.settled();
  const Compute compute(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1);
  const Samples training = read_samples(*run->data, Split::kTraining),
                held_out = read_samples(*run->data, Split::kHeldOut);
  const auto errors = mean_errors_by_rank(fit_principal_components(training, 6, compute), held_out, held_out, compute);
  PcaErrorTask task;
  TaskScheduler scheduler;
  for (int i = 0; i < 200 && !task.squared_error(); ++i) {
    scheduler.request(task);
    scheduler.work(run, 5);
  }
  REQUIRE(task.squared_error());
  CHECK(*task.squared_error() == Catch::Approx(errors[6]).epsilon(0.01));
}

TEST_CASE("a table's curves of numbers and categories can be chosen, those of images have no such parts", "[app]") {
  for (const std::string data : {"transactions", "digits"}) {
    Result<Settings> settings = make_settings(
        {{"data", data}, {"samples", "200"}, {"held_out_samples", "40"}, {"hidden", "24"}, {"latent", "6"}});
    REQUIRE(settings);
    Screen screen(1280, 800, *settings);
    screen.train(5);
    CAPTURE(data);
    ImVec2 point;
    CHECK(screen.app().regions().centre("curves.term.numbers", point) == (data == "transactions"));
    CHECK(screen.app().regions().centre("curves.term.categories", point) == (data == "transactions"));
    if (data == "transactions") screen.click("curves.term.categories");
  }
}

}  // namespace
}  // namespace hourglass
