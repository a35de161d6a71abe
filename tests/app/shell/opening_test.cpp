// Opening the application with a link.
#include <catch2/catch_test_macros.hpp>

#include "support/sanitized.h"
#include "support/screen.h"

namespace hourglass {
namespace {

TEST_CASE("without a link to another run the application trains the first preset from its first step", "[app]") {
  for (const char* link :
       {"", "#", "#preset=vae-2d", "#theme=light&focus=curves", "#preset=vae-2d&seed=1", "#nonsense=3"}) {
    INFO(link);
    Screen screen(1280, 800, opening_settings());
    open_with(screen.app(), link);
    CHECK(screen.app().run().running());
    CHECK(screen.app().state().preset == "vae-2d");
    CHECK(screen.app().run().snapshot()->model.settings == opening_settings());
    CHECK(screen.app().state().error.empty());
  }
}

TEST_CASE("a link with autoplay=0 opens a run that has not trained", "[app]") {
  for (const char* link : {"#autoplay=0", "#autoplay=0&family=vanilla&latent=3", "#autoplay=0&preset=denoising"}) {
    CAPTURE(link);
    Screen screen(1280, 800, opening_settings());
    screen.settled();
    open_with(screen.app(), link);
    CHECK_FALSE(screen.app().run().running());
    CHECK(screen.settled()->model.step == 0);
    open_link(screen.app(), "#theme=light");
    CHECK_FALSE(screen.app().run().running());
  }
}

TEST_CASE("the run that opens has learned most of what it can within ten passes over the images", "[app]") {
  if (kSanitized) SKIP("ten passes take too long under sanitizers");
  for (const int seed : {1, 2, 3}) {
    CAPTURE(seed);
    Settings settings = opening_settings();
    settings.seed = seed;
    const Result<std::unique_ptr<Session>> made = Session::create(settings);
    REQUIRE(made);
    Session* const session = made->get();
    session->step(static_cast<int>(10 * session->snapshot()->steps_per_epoch));
    const auto run = session->settle();
    CHECK(run->history.back().held_out.total < 175);
  }
}

TEST_CASE("a link to another run starts a new network", "[app]") {
  for (const char* link : {"#preset=vanilla", "#preset=vae-2d&seed=2", "#family=vae&latent=3"}) {
    INFO(link);
    Screen screen(1280, 800, opening_settings());
    screen.app().run().pause();
    screen.settled();
    open_with(screen.app(), link);
    CHECK(screen.settled()->model.step == 0);
    CHECK_FALSE(screen.app().run().snapshot()->model.settings == opening_settings());
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
