#include "app/panels/network/columns.h"

#include <catch2/catch_test_macros.hpp>

#include "support/screen.h"

namespace hourglass {
namespace {

Settings with(const SettingList& more) {
  SettingList list = {{"samples", "100"}, {"held_out_samples", "20"}, {"batch", "20"}, {"epochs", "100000"}};
  list.insert(list.end(), more.begin(), more.end());
  const Result<Settings> made = make_settings(list);
  REQUIRE(made);
  return *made;
}

TEST_CASE("each hidden layer is a column with its setting", "[app]") {
  Screen screen(1280, 800, with({{"hidden", "40,20"}, {"latent", "5"}}));
  const Settings& settings = screen.app().run().snapshot()->model.settings;
  const auto encoder = encoder_columns(screen.app().pass().encoder(), settings);
  const auto decoder = decoder_columns(screen.app().pass().decoder(), settings);
  REQUIRE(encoder.size() == 2);
  REQUIRE(decoder.size() == 2);
  CHECK(encoder[1].output->shape.features() == 20);
  CHECK(encoder[1].setting == "hidden");
  CHECK(encoder[1].item == 1);
  CHECK(decoder[0].output->shape.features() == 20);
  CHECK(decoder[0].item == 1);
  CHECK(decoder[1].item == 0);
}

TEST_CASE("a convolution, its normalisation and its pooling are one column with maps", "[app]") {
  Screen screen(1280, 800,
                with({{"family", "convolutional"}, {"conv", "4,6"}, {"downsample", "max"}, {"latent", "3"}}));
  const auto encoder = encoder_columns(screen.app().pass().encoder(), screen.app().run().snapshot()->model.settings);
  REQUIRE(encoder.size() == 2);
  CHECK(encoder[0].output->shape == Shape{14, 14, 4});
  CHECK(encoder[0].setting == "conv");
  CHECK(encoder[1].item == 1);
}

TEST_CASE("networks of every family are drawn", "[app]") {
  for (const char* family : {"pca", "linear", "sparse-l1", "masked", "vq-vae", "conditional-vae", "k-sparse", "deep"}) {
    CAPTURE(family);
    Screen screen(1280, 800, with({{"family", family}}));
    screen.frames(3);
    CHECK(screen.app().pass().output().size() == 784);
    ImVec2 place;
    CHECK(screen.app().regions().centre("network.output", place));
    CHECK(screen.app().regions().centre("code.slider.0", place));
  }
}

TEST_CASE("lists of layers are edited as text", "[unit]") {
  CHECK(with_item({40, 20}, 1, 10) == "40,10");
  CHECK(with_item_after({40, 20}, 0, 128) == "40,40,20");
  CHECK(with_item_after({}, -1, 128) == "128");
  CHECK(without_item({40, 20}, 0) == "20");
  CHECK(without_item({40}, 0).empty());
}

TEST_CASE("a click on a layer widens, adds and removes layers", "[app]") {
  Screen screen;
  const auto hidden = [&] { return screen.settled()->model.settings.architecture.hidden; };
  screen.click("network.encoder.0");
  screen.click("layer.wider");
  CHECK(hidden() == std::vector<int>{48});
  screen.frames(3);
  screen.click("network.decoder.0");
  screen.click("layer.add");
  CHECK(hidden() == std::vector<int>{48, 48});
  screen.frames(3);
  screen.click("network.encoder.1");
  screen.click("layer.remove");
  screen.frames(3);
  screen.click("network.encoder.0");
  screen.click("layer.remove");
  CHECK(hidden().empty());
  screen.frames(3);
  screen.click("network.add");
  CHECK(hidden() == std::vector<int>{128});
}

TEST_CASE("buttons make the code narrower and wider", "[app]") {
  Screen screen;
  screen.click("network.neck.narrower");
  CHECK(screen.settled()->model.settings.architecture.latent == 3);
  screen.frames(3);
  screen.click("network.neck.wider");
  screen.frames(3);
  CHECK(screen.app().state().code.values.size() == 6);
}

TEST_CASE("the frame in which a bar of the code moves shows the image decoded from the new code", "[app]") {
  Screen screen;
  screen.pause();
  const ImVec2 bar = screen.at("code.slider.0");
  screen.move(bar);
  screen.press();
  const std::vector<float> before = screen.app().pass().output();
  ImGui::GetIO().AddMousePosEvent(bar.x, bar.y - 20);
  screen.frames(1);
  const std::vector<float> code = screen.app().state().code.values;
  const std::vector<float> shown = screen.app().pass().output();
  CHECK(shown != before);
  const Result<NetworkWalk> image = Inference().decode_walk(screen.app().run().snapshot()->model, code);
  REQUIRE(image);
  CHECK(shown == image->result);
  screen.release();
}

}  // namespace
}  // namespace hourglass
