// The real interface on ImGui without a window, driven by mouse events.
#include "app/shell/app.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <thread>
#include <utility>

#include "app/panels/panel_table.h"
#include "session/presets.h"
#include "support/file_bytes.h"
#include "support/sanitized.h"
#include "support/screen.h"

namespace hourglass {
namespace {

Bytes squares(std::uint32_t count) { return idx_file({count, 28, 28}); }

TEST_CASE("the application trains when it opens, and shows the newest snapshot", "[app]") {
  Screen screen;
  CHECK(screen.app().frames() == 3);
  CHECK(screen.app().pass().input().size() == 784);
  CHECK(screen.app().pass().output().size() == 784);
  CHECK(screen.app().state().code.values.size() == 6);
  CHECK(screen.app().state().error.empty());
  CHECK(screen.settled()->state == RunState::kRunning);
  CHECK(screen.app().images().rows_used() > 28);
}

TEST_CASE("pause, step, train and reset do what they say", "[app]") {
  Screen screen;
  screen.click("button.play");
  const auto paused = screen.settled();
  REQUIRE(paused->state == RunState::kPaused);
  screen.frames(3);
  CHECK(screen.settled()->model.step == paused->model.step);

  screen.click("button.step");
  const auto stepped = screen.settled();
  CHECK(stepped->model.step == paused->model.step + 1);
  CHECK(stepped->state == RunState::kPaused);

  screen.frames(2);
  screen.click("button.play");
  CHECK(screen.settled()->state == RunState::kRunning);

  const std::uint64_t generation = screen.app().run().snapshot()->generation;
  screen.click("button.reset");
  screen.click("reset.same");
  const auto anew = screen.settled();
  CHECK(anew->generation > generation);
  CHECK(anew->state == RunState::kRunning);
}

TEST_CASE("drawing changes the input and the reconstruction", "[app]") {
  Screen screen;
  screen.pause();
  const std::vector<float> input = screen.app().pass().input(), output = screen.app().pass().output();
  const ImVec2 middle = screen.at("draw.pad");
  screen.drag({middle.x - 40, middle.y - 50}, {70, 90});
  CHECK(screen.app().pass().input() != input);
  CHECK(screen.app().pass().output() != output);
  const std::vector<float>& drawn = screen.app().pass().input();
  CHECK(*std::max_element(drawn.begin(), drawn.end()) > 0.9f);
  // As in the training data, the outermost pixels stay empty.
  for (std::size_t i = 0; i < 28; ++i) CHECK(drawn[i] == 0);

  screen.drag({middle.x - 40, middle.y + 40}, {80, 0});
  const std::vector<float> before_erasing = drawn;
  screen.drag({middle.x - 40, middle.y - 50}, {25, 30}, ImGuiMouseButton_Right);
  CHECK(screen.app().pass().input() != before_erasing);

  screen.click("draw.clear");
  CHECK(screen.app().pass().input() == input);
}

TEST_CASE("a moved slider holds the code until it is released or something is drawn", "[app]") {
  Screen screen;
  screen.pause();
  const std::vector<float> code = screen.app().state().code.values, output = screen.app().pass().output();
  screen.drag(screen.at("code.slider.2"), {0, -100});
  CHECK(screen.app().state().code.values[2] > code[2]);
  CHECK(screen.app().state().code.values[1] == code[1]);
  CHECK(screen.app().pass().output() != output);

  SECTION("by the button") { screen.click("code.follow"); }
  SECTION("by drawing, then clearing") {
    const ImVec2 middle = screen.at("draw.pad");
    screen.drag(middle, {30, 40});
    CHECK(screen.app().state().code.values != code);
    screen.click("draw.clear");
  }
  CHECK(screen.app().state().code.values == code);
  CHECK(screen.app().pass().output() == output);
}

TEST_CASE("a malformed file gives an error and changes nothing", "[app]") {
  Screen screen;
  const auto before = screen.settled();
  const Status status = screen.app().use_file(cut(squares(20), 500), "broken%s##idx");
  REQUIRE_FALSE(status);
  CHECK(screen.app().state().error == status.error().sentence());
  CHECK(screen.app().state().error.find("broken%s##idx") != std::string::npos);
  const auto after = screen.settled();
  CHECK(after->data == before->data);
  CHECK(after->generation == before->generation);
  CHECK(after->state == RunState::kRunning);
  screen.frames(3);
  screen.click("banner.dismiss");
  CHECK(screen.app().state().error.empty());
}

TEST_CASE("a dropped file becomes the training set, also after a reset", "[app]") {
  Screen screen;
  REQUIRE(screen.app().use_file(gzipped(squares(70)), "squares.gz"));
  CHECK(screen.app().run().snapshot()->data->count(Split::kTraining) == 60);
  screen.frames(3);
  const auto data = screen.app().run().snapshot()->data;
  screen.click("button.reset");
  screen.click("reset.another");
  CHECK(screen.app().state().error.empty());
  CHECK(screen.settled()->data == data);
}

TEST_CASE("a preset trains on the data of one's own, and names itself", "[app]") {
  Screen screen;
  REQUIRE(screen.app().use_file(squares(70), "squares"));
  const auto data = screen.app().run().snapshot()->data;
  screen.app().carry_out({command::UsePreset{"vanilla"}});
  CHECK(screen.app().state().error.empty());
  CHECK(screen.settled()->data == data);
  CHECK(screen.app().state().preset == "vanilla");
  CHECK(is_run_of(*find_preset("vanilla"), screen.app().run().settings()));
  // One that needs labels, which these images lack, says so and leaves the run as it is.
  screen.app().carry_out({command::UsePreset{"conditional"}});
  CHECK(screen.app().state().error.find("label") != std::string::npos);
  CHECK(screen.app().state().preset == "vanilla");
}

TEST_CASE("files dropped together are joined to one training set", "[app]") {
  Screen screen;
  const Bytes images = squares(70), labels = gzipped(idx_file({70}, 5)), test_images = squares(8);
  const NamedBytes files[] = {{"train-labels-idx1-ubyte.gz", labels},
                              {"t10k-images-idx3-ubyte", test_images},
                              {"train-images-idx3-ubyte", images}};
  REQUIRE(screen.app().use_files(files));
  const auto data = screen.app().run().snapshot()->data;
  CHECK(data->count(Split::kTraining) == 70);
  CHECK(data->count(Split::kHeldOut) == 8);
  CHECK(data->labels() == std::vector<int>{0, 1, 2, 3, 4});
}

TEST_CASE("a model dropped among other files is refused", "[app]") {
  Screen screen;
  const Bytes images = squares(70), model = screen.app().run().model_file(false);
  const NamedBytes files[] = {{"images", images}, {"m.safetensors", model}};
  const Status status = screen.app().use_files(files);
  REQUIRE_FALSE(status);
  CHECK(status.error().source == "m.safetensors");
  CHECK(screen.app().state().error == status.error().sentence());
}

TEST_CASE("images of another size can be trained on and drawn for", "[app]") {
  Screen screen;
  REQUIRE(screen.app().use_file(idx_file({30, 12, 20}), "wide"));
  screen.frames(4);
  CHECK(screen.app().pass().output().size() == 240);
  const ImVec2 middle = screen.at("draw.pad");
  screen.drag(middle, {30, 40});
  CHECK(screen.app().pass().input().size() == 240);
}

TEST_CASE("a diverged run says so, and resumes from its last good weights with a tenth of the learning rate", "[app]") {
  Screen screen;
  Settings wild = small_settings();
  wild.training.optimiser_options.learning_rate = 10;
  wild.training.optimiser = Optimiser::kSgd;
  wild.architecture.output_activation = Activation::kLinear;
  REQUIRE(screen.app().run().session().reset(wild));
  screen.app().run().session().step(500);
  const auto lost = screen.settled();
  REQUIRE(lost->state == RunState::kDiverged);
  screen.frames(3);
  screen.click("banner.recover");
  const auto calmer = screen.settled();
  CHECK(calmer->generation == lost->generation);
  CHECK(calmer->model.settings.training.optimiser_options.learning_rate == 1);
}

TEST_CASE("every panel fits into windows of all sizes, and is shown alone", "[app]") {
  const std::pair<float, float> sizes[] = {{1600, 1000}, {1280, 800}, {900, 700}, {390, 844}};
  for (const auto& [width, height] : sizes) {
    CAPTURE(width);
    Screen screen(width, height);
    std::string layout = screen.app().regions().to_json();
    for (const char* name :
         {"button.play", "button.step", "button.epoch", "button.slow", "button.reset", "button.presets",
          "button.panels", "button.share", "button.theme", "code.slider.0", "code.slider.5"}) {
      CAPTURE(name);
      CHECK(layout.find('"' + std::string(name) + "\":{") != std::string::npos);
    }
    for (std::size_t i = 0; i < panels().size(); ++i) {
      const std::string region = "\"panel." + std::string(panels()[i].id) + "\":{";
      CAPTURE(region);
      CHECK(layout.find(region) != std::string::npos);
      screen.app().state().layout.alone = static_cast<int>(i);
      screen.frames(3);
      CHECK(screen.app().regions().to_json().find(region) != std::string::npos);
      screen.app().state().layout.alone = -1;
      screen.frames(2);
    }
  }
}

TEST_CASE("regions are in CSS pixels at any density", "[app]") {
  Screen once(1280, 800);
  const std::string plain = once.app().regions().to_json();
  once.app().prepare({1, 2});
  once.frames(2);
  CHECK(once.app().regions().to_json().substr(0, 40) == plain.substr(0, 40));
}

TEST_CASE("the longest frame is reported once", "[app]") {
  Screen screen;
  screen.app().statistics().take();
  screen.frames(5);
  const FrameTimes times = screen.app().statistics().take();
  CHECK(times.frames == 5);
  CHECK(times.longest >= screen.app().statistics().last_building_ms());
  CHECK(times.longest > 0);
  CHECK(times.slice_budget > 0);
  CHECK(screen.app().statistics().take().frames == 0);
}

#if defined(__linux__) && !HG_SANITIZED
/// CPU time of the calling thread: excludes the time in which other programs use the core.
double thread_milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

TEST_CASE("no frame takes long on the interface's thread, whatever network trains", "[app][time]") {
  const auto [family, hidden] = GENERATE(std::pair{"vae", "400"}, std::pair{"vanilla", "1000,500,250"});
  CAPTURE(family, hidden);
  const Result<Settings> settings = make_settings(
      {{"family", family}, {"hidden", hidden}, {"latent", "20"}, {"samples", "1000"}, {"epochs", "100000"}});
  REQUIRE(settings);
  Screen screen(1280, 800, *settings);
  REQUIRE(screen.settled()->state == RunState::kRunning);
  double longest = 0;
  for (int i = 0; i < 150; ++i) {
    const double start = thread_milliseconds();
    screen.frames(1);
    longest = std::max(longest, thread_milliseconds() - start);
    // Leave other threads time between two frames, as a screen does.
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  const FrameTimes times = screen.app().statistics().take();
  CAPTURE(times.longest, times.longest_task_slice);
  CHECK(longest < 8);
}

TEST_CASE("a stroke's reconstruction adds at most a millisecond to the frame, also by a large network", "[app][time]") {
  const Result<Settings> settings = make_settings(
      {{"hidden", "1000,500,250"}, {"latent", "30"}, {"samples", "200"}, {"batch", "20"}, {"epochs", "100000"}});
  REQUIRE(settings);
  Screen screen(1280, 800, *settings);
  // As on the desktop.
  Platform platform;
  platform.idle_threads = 2;
  screen.app().set_platform(platform);
  // The other panels' work on the new code has its own budget.
  screen.app().state().layout.alone = find_panel("draw");
  screen.pause();
  // Until the held-out images are encoded as well.
  screen.frames(60);
  const ImVec2 pad = screen.at("draw.pad");
  std::vector<double> still, drawing;
  const auto frame = [&] {
    const double start = thread_milliseconds();
    screen.frames(1);
    return thread_milliseconds() - start;
  };
  for (int i = 0; i < 31; ++i) still.push_back(frame());
  screen.move(pad);
  screen.press();
  for (int i = 0; i < 31; ++i) {
    const std::vector<float> before = screen.app().pass().input();
    ImGui::GetIO().AddMousePosEvent(pad.x + 4 * static_cast<float>(i - 15), pad.y + 4 * static_cast<float>(i % 5));
    const double taken = frame();
    if (screen.app().pass().input() != before) drawing.push_back(taken);
  }
  REQUIRE(drawing.size() > 10);
  const auto median = [](std::vector<double>& values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
  };
  CHECK(median(drawing) - median(still) < 1);
}
#endif

TEST_CASE("settings from outside start a new run that trains", "[app]") {
  Screen screen;
  Settings settings = small_settings();
  settings.architecture.latent = 3;
  REQUIRE(screen.app().run().reset(settings));
  screen.frames(2);
  CHECK(screen.app().run().snapshot()->model.settings.architecture.latent == 3);
  CHECK(screen.app().run().snapshot()->state == RunState::kRunning);
  CHECK(screen.app().state().code.values.size() == 3);
}

}  // namespace
}  // namespace hourglass
