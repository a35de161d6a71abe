#include "app/panels/reconstructions/examples.h"

#include <catch2/catch_test_macros.hpp>

#include "support/screen.h"

namespace hourglass {
namespace {

std::vector<Example> examples(const std::shared_ptr<const Snapshot>& run, ExampleSource source, int count) {
  ExamplesTask task;
  TaskScheduler scheduler;
  task.set_request(source, count, 1, std::vector<float>(784, 0.5f));
  for (int i = 0; i < 500 && task.result().empty(); ++i) {
    scheduler.request(task);
    scheduler.work(run, 5);
  }
  REQUIRE(task.result().size() == static_cast<std::size_t>(count));
  return task.result();
}

TEST_CASE("the worst images are those with the largest errors", "[app]") {
  Screen screen;
  screen.pause();
  const auto run = screen.settled();
  const std::vector<Example> all = examples(run, ExampleSource::kHeldOut, 32),
                             worst = examples(run, ExampleSource::kWorst, 5);
  for (std::size_t i = 1; i < worst.size(); ++i) CHECK(worst[i - 1].error >= worst[i].error);
  for (const Example& example : all) CHECK(example.error <= worst[0].error * 1.0001f);
}

TEST_CASE("if training corrupts the input, the corrupted image is encoded and compared to the clean one", "[app]") {
  const Result<Settings> settings = make_settings(
      {{"family", "denoising"}, {"hidden", "24"}, {"latent", "6"}, {"samples", "100"}, {"held_out_samples", "20"}});
  REQUIRE(settings);
  Screen screen(1280, 800, *settings);
  screen.pause();
  for (const Example& example : examples(screen.settled(), ExampleSource::kHeldOut, 4)) {
    REQUIRE(example.corrupted.size() == 784);
    CHECK(example.corrupted != example.input);
    Inference inference;
    const auto output = inference.reconstruct(screen.settled()->model, example.corrupted);
    REQUIRE(output);
    CHECK(*output == example.output);
  }
}

TEST_CASE("a click on an image selects it", "[app]") {
  Screen screen;
  screen.pause();
  screen.click("reconstructions.training");
  screen.finish_tasks();
  screen.click("reconstructions.input.2");
  CHECK(screen.app().state().selection.split == Split::kTraining);
  CHECK(screen.app().state().selection.index == 2);
  std::vector<float> pixels(784);
  screen.app().run().snapshot()->data->read(Split::kTraining, 2, pixels.data());
  screen.frames(1);
  CHECK(screen.app().pass().input() == pixels);
}

}  // namespace
}  // namespace hourglass
