// Opening the application with a link and with a pretrained model.
#include <catch2/catch_test_macros.hpp>

#include "app/platform/platform.h"
#include "io/model_file.h"
#include "session/resolve.h"
#include "support/screen.h"

namespace hourglass {
namespace {

/// A model with the settings that the application opens with, trained for two steps.
std::vector<std::byte> trained_model() {
  Result<std::unique_ptr<Session>> session = Session::create(opening_settings());
  REQUIRE(session);
  (*session)->step(2);
  (*session)->settle();
  return to_model_file((*session)->resumable_model());
}

TEST_CASE("without a link the application continues training the model", "[app]") {
  const std::vector<std::byte> model = trained_model();
  for (const char* link :
       {"", "#", "#preset=vae-2d", "#theme=light&focus=curves", "#preset=vae-2d&seed=1", "#nonsense=3"}) {
    INFO(link);
    Screen screen(1280, 800, opening_settings());
    REQUIRE(open_with(screen.app(), link, model));
    CHECK(screen.app().run().running());
    CHECK(screen.settled()->model.step >= 2);
    CHECK(screen.app().state().preset == "vae-2d");
    const Result<Model> saved = parse_model_file(model, "saved");
    REQUIRE(saved);
    CHECK(screen.app().run().snapshot()->model.settings == saved->settings);
  }
}

TEST_CASE("a link with autoplay=0 opens a run that has not trained, with or without a model", "[app]") {
  const std::vector<std::byte> model = trained_model();
  for (const char* link : {"#autoplay=0", "#autoplay=0&family=vanilla&latent=3", "#autoplay=0&preset=denoising"}) {
    for (const bool with_model : {false, true}) {
      CAPTURE(link, with_model);
      Screen screen(1280, 800, opening_settings());
      screen.settled();
      REQUIRE(open_with(screen.app(), link, with_model ? model : std::vector<std::byte>{}));
      CHECK_FALSE(screen.app().run().running());
      const bool takes_model = with_model && std::string_view(link) == "#autoplay=0";
      CHECK(screen.settled()->model.step == (takes_model ? 2u : 0u));
      open_link(screen.app(), "#theme=light");
      CHECK_FALSE(screen.app().run().running());
    }
  }
}

#if !defined(__EMSCRIPTEN__)
TEST_CASE("the built-in model has the first preset's network, and is trained", "[app]") {
  const Opening opening = take_opening();
  const Result<Model> model = parse_model_file(opening.model, "the opening model");
  REQUIRE(model);
  CHECK(same_network(model->settings, opening_settings()));
  Screen screen(1280, 800, opening_settings());
  REQUIRE(open_with(screen.app(), "", opening.model));
  CHECK(screen.app().run().snapshot()->model.step >= model->step);
  CHECK(screen.app().run().snapshot()->model.settings == opening_settings());
  // The first point of the curves already has the loss of a trained network.
  screen.app().run().pause();
  screen.app().run().session().step(200);
  CHECK(screen.settled()->history.back().held_out.total < 175);
}
#endif

TEST_CASE("a link to another run starts a new network", "[app]") {
  const std::vector<std::byte> model = trained_model();
  for (const char* link : {"#preset=vanilla", "#preset=vae-2d&seed=2", "#family=vae&latent=3"}) {
    INFO(link);
    Screen screen(1280, 800, opening_settings());
    screen.app().run().pause();
    screen.settled();
    REQUIRE(open_with(screen.app(), link, model));
    CHECK(screen.settled()->model.step == 0);
    CHECK_FALSE(screen.app().run().snapshot()->model.settings == opening_settings());
  }
}

TEST_CASE("a missing or broken model starts a new network without a message", "[app]") {
  std::vector<std::byte> broken = trained_model();
  broken.resize(broken.size() / 2);
  for (const std::vector<std::byte>& model : {std::vector<std::byte>(), broken}) {
    Screen screen(1280, 800, opening_settings());
    CHECK(static_cast<bool>(open_with(screen.app(), "", model)) == model.empty());
    CHECK(screen.app().run().running());
    CHECK(screen.app().state().error.empty());
    CHECK(screen.app().run().snapshot()->model.settings == opening_settings());
  }
}

TEST_CASE("a link without a valid setting does not change the run", "[app]") {
  Screen screen;
  const std::uint64_t generation = screen.app().run().snapshot()->generation;
  open_link(screen.app(), "latent=999999&hidden=x&family=none&__proto__=1");
  CHECK(screen.app().run().snapshot()->generation == generation);
  CHECK(screen.app().run().snapshot()->model.settings == small_settings());
  CHECK_FALSE(screen.app().state().notice.empty());
}

}  // namespace
}  // namespace hourglass
