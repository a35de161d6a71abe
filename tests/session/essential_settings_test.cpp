#include "session/essential_settings.h"

#include <catch2/catch_test_macros.hpp>

#include "session/settings.h"

namespace hourglass {
namespace {

TEST_CASE("the essential settings are rows of the settings table, in its order", "[settings]") {
  const Setting* last = nullptr;
  for (const EssentialSetting& essential : essential_settings()) {
    CAPTURE(essential.key);
    const Setting* setting = find_setting(essential.key);
    REQUIRE(setting);
    CHECK(setting > last);
    CHECK(essential_words(essential.key) == essential.words);
    last = setting;
  }
  CHECK(essential_settings().size() == 8);
  CHECK(essential_words("momentum").empty());
}

}  // namespace
}  // namespace hourglass
