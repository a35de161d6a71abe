#include "app/tasks/codes.h"

#include <catch2/catch_test_macros.hpp>

#include "support/screen.h"

namespace hourglass {
namespace {

TEST_CASE("the first codes of a run are those of a few images, then those of all follow", "[app]") {
  const Result<Settings> settings =
      make_settings({{"hidden", "1000,500"}, {"latent", "3"}, {"samples", "100"}, {"held_out_samples", "2000"}});
  REQUIRE(settings);
  Screen screen(1280, 800, *settings);
  for (int i = 0; i < 500 && screen.app().codes().version == 0; ++i) screen.frames(1);
  CHECK(screen.app().codes().count == CodesTask::kFirstImages);
  CHECK(screen.app().codes().mean.size() == 3);
  const std::uint64_t first = screen.app().codes().version;
  for (int i = 0; i < 2000 && screen.app().codes().version == first; ++i) screen.frames(1);
  CHECK(screen.app().codes().count == CodesTask::kMostImages);
}

TEST_CASE("if there are no codes a sentence gives the reason", "[app]") {
  Snapshot shown;
  shown.state = RunState::kRunning;
  CHECK(no_codes_sentence(shown).find("encoding") != std::string_view::npos);
  shown.state = RunState::kDiverged;
  CHECK(no_codes_sentence(shown).find("diverged") != std::string_view::npos);
}

}  // namespace
}  // namespace hourglass
