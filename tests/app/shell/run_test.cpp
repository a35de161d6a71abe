// The top bar and the keyboard control the run.
#include <catch2/catch_test_macros.hpp>

#include "app/panels/panel_table.h"
#include "app/shell/shortcuts.h"
#include "data/open.h"
#include "io/model_file.h"
#include "session/presets.h"
#include "support/screen.h"

namespace hourglass {
namespace {

TEST_CASE("the button Epoch trains to the end of the epoch, and pauses", "[app]") {
  Screen screen;
  screen.pause();
  screen.click("button.epoch");
  const auto first = screen.settled();
  CHECK(first->state == RunState::kPaused);
  CHECK(first->model.step % first->steps_per_epoch == 0);
  screen.frames(2);
  screen.click("button.epoch");
  CHECK(screen.settled()->model.step == first->model.step + first->steps_per_epoch);
}

TEST_CASE("slow motion does a few steps per second", "[app]") {
  Screen screen;
  screen.pause();
  screen.click("button.slow");
  const std::uint64_t before = screen.settled()->model.step;
  screen.click("button.play");
  CHECK(screen.app().run().running());
  for (int i = 0; i < 40; ++i) screen.frames(1);
  const std::uint64_t after = screen.settled()->model.step;
  CHECK(after > before);
  CHECK(after < before + 40);
  screen.click("button.play");
  CHECK_FALSE(screen.app().run().running());
}

TEST_CASE("a preset sets all settings and trains", "[app]") {
  Screen screen;
  screen.pause();
  screen.click("button.presets");
  screen.click("preset.vanilla");
  const auto run = screen.settled();
  CHECK(run->model.settings == preset_settings(*find_preset("vanilla")));
  CHECK(run->state == RunState::kRunning);
  CHECK(screen.app().state().preset == "vanilla");
  CHECK(link_of(screen.app()) == "preset=vanilla");
  REQUIRE(screen.app().run().apply("latent", "7"));
  CHECK(screen.app().state().preset.empty());
  CHECK(link_of(screen.app()).find("latent=7") != std::string::npos);
}

TEST_CASE("the link to a preset's run is the preset's name, and opens it", "[app]") {
  Screen screen;
  for (const Preset& preset : presets()) {
    CAPTURE(preset.id);
    screen.app().carry_out({command::UsePreset{std::string(preset.id)}});
    screen.pause();
    const Settings settings = screen.app().run().settings();
    CHECK(is_run_of(preset, settings));
    CHECK(link_of(screen.app()) == "preset=" + std::string(preset.id));
    REQUIRE(screen.app().run().apply("latent", "3"));
    open_link(screen.app(), "preset=" + std::string(preset.id));
    CHECK(screen.app().run().settings() == settings);
    CHECK(screen.app().state().preset == preset.id);
  }
}

TEST_CASE("every built-in data set trains and is shown in every panel", "[app]") {
  Screen screen;
  for (const BuiltInSet& row : built_in_sets()) {
    CAPTURE(row.name);
    REQUIRE(screen.app().run().apply("data", std::string(row.name)));
    for (const Panel& panel : panels()) {
      CAPTURE(panel.id);
      screen.app().state().layout.alone = find_panel(panel.id);
      screen.train(3);
    }
    CHECK(screen.app().state().error.empty());
    CHECK(screen.settled()->data->name() == row.name);
    CHECK(screen.settled()->state == RunState::kPaused);
  }
}

TEST_CASE("a preset keeps its name if only the seed is changed", "[app]") {
  Screen screen;
  const auto changed_by = [&](const Command& command) {
    screen.app().carry_out({command::UsePreset{"denoising"}});
    REQUIRE(screen.app().state().preset == "denoising");
    screen.app().carry_out({command});
    screen.settled();
    return screen.app().state().preset.empty();
  };
  Settings other = preset_settings(*find_preset("denoising"));
  other.seed = 7;
  CHECK_FALSE(changed_by(command::Reset{other}));
  CHECK_FALSE(changed_by(command::Pause{}));
  other.architecture.latent = 3;
  CHECK(changed_by(command::Reset{other}));
  CHECK(changed_by(command::Set{"learning_rate", "0.002"}));
  CHECK(changed_by(command::Apply{"latent", "5"}));
}

TEST_CASE("a new run has the settings that were changed just before", "[app]") {
  Screen screen;
  REQUIRE(screen.app().run().apply("learning_rate", "0.004"));
  REQUIRE(screen.app().run().apply("latent", "7"));
  REQUIRE(screen.app().run().apply("hidden", "24"));
  const Settings settings = screen.settled()->model.settings;
  CHECK(settings.training.optimiser_options.learning_rate == 0.004);
  CHECK(settings.architecture.latent == 7);
  CHECK(settings.architecture.hidden == std::vector<int>{24});
}

TEST_CASE("single keys do what the list of keys says", "[app]") {
  Screen screen;
  screen.key(ImGuiKey_Space);
  const auto paused = screen.settled();
  REQUIRE(paused->state == RunState::kPaused);
  screen.key(ImGuiKey_S);
  CHECK(screen.settled()->model.step == paused->model.step + 1);
  screen.key(ImGuiKey_E);
  CHECK(screen.settled()->model.step % paused->steps_per_epoch == 0);
  screen.key(ImGuiKey_R);
  CHECK(screen.settled()->generation == paused->generation + 1);
  CHECK(screen.settled()->model.settings.seed == 1);
  screen.frames(2);
  screen.key(ImGuiKey_N);
  CHECK(screen.settled()->model.settings.seed == 2);
  screen.key(ImGuiKey_3);
  CHECK(screen.app().state().layout.alone == 2);
  screen.key(ImGuiKey_Escape);
  CHECK(screen.app().state().layout.alone == -1);
  screen.key(ImGuiKey_0);
  CHECK(panels()[static_cast<std::size_t>(screen.app().state().layout.alone)].id == "settings");
  screen.key(ImGuiKey_0);
  CHECK(screen.app().state().layout.alone == -1);
  screen.key(ImGuiKey_T);
  CHECK(screen.app().state().theme == AppState::ThemeChoice::kLight);
  ImGui::GetIO().AddInputCharacter('?');
  // Its lists take their height in the first frames.
  screen.frames(4);
  CHECK(screen.app().state().keys_shown);
  screen.click("keys.close");
  CHECK_FALSE(screen.app().state().keys_shown);
  CHECK(shortcuts().size() > 10);
}

TEST_CASE("keys typed into a field have no other effect", "[app]") {
  Screen screen;
  screen.pause();
  const auto before = screen.settled();
  screen.click("settings.filter");
  screen.key(ImGuiKey_S);
  screen.key(ImGuiKey_R);
  screen.key(ImGuiKey_3);
  CHECK(screen.settled()->model.step == before->model.step);
  CHECK(screen.settled()->generation == before->generation);
  CHECK(screen.app().state().layout.alone == -1);
}

TEST_CASE("the share menu passes link, embed code and model to the platform", "[app]") {
  Screen screen;
  std::string copied, name;
  std::vector<std::byte> content;
  Platform platform;
  platform.address = "https://example.org/hourglass/";
  platform.copy_text = [&](const std::string& text) { copied = text; };
  platform.save_file = [&](const std::string& file, std::span<const std::byte> bytes) {
    name = file;
    content.assign(bytes.begin(), bytes.end());
    return "Saved.";
  };
  screen.app().set_platform(platform);
  screen.frames(2);
  screen.click("button.share");
  screen.click("share.link");
  CHECK(copied == "https://example.org/hourglass/#" + link_of(screen.app()));
  CHECK(screen.app().state().notice == "Link copied.");
  screen.click("button.share");
  screen.click("share.embed");
  CHECK(copied.find("<iframe src=\"https://example.org/hourglass/embed.html#") == 0);
  screen.click("button.share");
  screen.click("share.resumable");
  CHECK(name == "hourglass.safetensors");

  SECTION("and the model continues to the same bits in another application") {
    screen.app().run().pause();
    const std::vector<std::byte> file = screen.app().run().model_file(true);
    screen.app().run().session().step(5);
    const std::string expected = weights_hash(screen.settled()->model);
    REQUIRE(screen.app().run().use_model(file, "a file"));
    screen.app().run().session().step(5);
    CHECK(weights_hash(screen.settled()->model) == expected);
  }
}

TEST_CASE("the share menu saves the model, or a part of it, for other programs", "[app]") {
  Screen screen;
  std::vector<std::string> saved;
  Platform platform;
  platform.export_model = [&](ExportFormat format, ExportPart part, std::span<const std::byte> model) {
    CHECK(parse_model_file(model, "the model"));
    saved.push_back(export_file_name("hourglass", export_format_row(format), part));
    return "Saved.";
  };
  screen.app().set_platform(platform);
  screen.frames(2);
  screen.click("button.share");
  screen.click("share.onnx");
  screen.click("button.share");
  screen.click("share.part.decoder");
  screen.click("share.c");
  screen.click("button.share");
  screen.click("share.pytorch");
  CHECK(saved == std::vector<std::string>{"hourglass.onnx", "hourglass_decoder.h", "hourglass_torch.py"});
  CHECK(screen.app().state().notice == "Saved.");
}

TEST_CASE("a saved model that is dropped becomes the run, a malformed one changes nothing", "[app]") {
  Screen screen;
  screen.app().run().pause();
  std::vector<std::byte> file = screen.app().run().model_file(false);
  const std::string hash = weights_hash(screen.settled()->model);
  REQUIRE(screen.app().run().reset(*make_settings({{"latent", "3"}, {"samples", "200"}, {"held_out_samples", "40"}})));
  screen.app().run().pause();
  REQUIRE(screen.app().use_file(file, "model.safetensors"));
  screen.app().run().pause();
  CHECK(screen.settled()->model.settings.architecture.latent == 6);
  file.resize(file.size() / 2);
  const std::uint64_t generation = screen.settled()->generation;
  CHECK_FALSE(screen.app().use_file(file, "half.safetensors"));
  CHECK(screen.settled()->generation == generation);
  CHECK_FALSE(screen.app().state().error.empty());
}

}  // namespace
}  // namespace hourglass
