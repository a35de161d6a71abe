#include "session/settings.h"

#include <catch2/catch_test_macros.hpp>
#include <set>

#include "autoencoder/families.h"
#include "core/number_text.h"
#include "session/resolve.h"

namespace hourglass {

TEST_CASE("every setting is parsed from its own text unchanged", "[settings]") {
  const Settings defaults;
  int cases = 0;
  for (const Setting& setting : settings_table()) {
    CAPTURE(setting.key);
    Settings copy;
    REQUIRE(set_setting(copy, setting.key, setting_text(defaults, setting)));
    CHECK(copy == defaults);
    ++cases;
  }
  REQUIRE(cases == static_cast<int>(settings_table().size()));
  REQUIRE(cases > 15);
}

TEST_CASE("every choice of every setting is parsed and printed as its id", "[settings]") {
  int cases = 0;
  for (const Setting& setting : settings_table()) {
    for (const std::string_view choice : setting.choices()) {
      CAPTURE(setting.key, choice);
      Settings settings;
      REQUIRE(set_setting(settings, setting.key, choice));
      CHECK(setting_text(settings, setting) == choice);
      ++cases;
    }
  }
  CHECK(cases > 60);
}

/// A value other than the default, as text; the default if it is the only choice.
std::string other_value(const Setting& setting) {
  const std::string usual = setting_text(Settings{}, setting);
  const auto choices = setting.choices();
  for (const std::string_view choice : choices) {
    if (choice != usual) return std::string(choice);
  }
  if (!choices.empty()) return usual;
  const double value = setting.range.maximum;
  const bool fractions = std::holds_alternative<SettingField<double>>(setting.member);
  return fractions ? number_text(value) : std::to_string(static_cast<int>(value));
}

TEST_CASE("no two rows of the table access the same value", "[settings]") {
  for (const Setting& changed : settings_table()) {
    CAPTURE(changed.key);
    Settings settings;
    REQUIRE(set_setting(settings, changed.key, other_value(changed)));
    CHECK(setting_text(settings, changed) == other_value(changed));
    for (const Setting& setting : settings_table()) {
      if (&setting != &changed) CHECK(setting_text(settings, setting) == setting_text(Settings{}, setting));
    }
  }
}

TEST_CASE("a setting that is on or off is also read as true or false", "[settings]") {
  Settings settings;
  for (const std::string_view text : {"on", "true"}) {
    REQUIRE(set_setting(settings, "tied", text));
    CHECK(settings.architecture.tied);
    CHECK(setting_text(settings, *find_setting("tied")) == "on");
    REQUIRE(set_setting(settings, "tied", text == "on" ? "off" : "false"));
    CHECK_FALSE(settings.architecture.tied);
  }
}

TEST_CASE("a key is found in the spellings of JavaScript and of the command line", "[settings]") {
  const Setting* setting = find_setting("held_out_samples");
  REQUIRE(setting);
  CHECK(find_setting("heldOutSamples") == setting);
  CHECK(find_setting("held-out-samples") == setting);
  CHECK(find_setting("heldoutsamples") == nullptr);
}

TEST_CASE("a misspelt key is refused with the nearest key as a suggestion", "[settings]") {
  Settings settings;
  const Status status = set_setting(settings, "learninRate", "1");
  REQUIRE(!status);
  CHECK(status.error().code == ErrorCode("setting-unknown"));
  CHECK(status.error().sentence().find("did you mean learning_rate?") != std::string::npos);
  const Status far = set_setting(settings, "colour", "1");
  REQUIRE(!far);
  CHECK(far.error().sentence().find("did you mean") == std::string::npos);
}

TEST_CASE("every row has its own key, a help line, and a default inside its range", "[settings]") {
  std::set<std::string_view> keys;
  for (const Setting& setting : settings_table()) {
    CAPTURE(setting.key);
    CHECK(keys.insert(setting.key).second);
    CHECK(!setting.help.empty());
    Settings copy;
    CHECK(set_setting(copy, setting.key, setting_text(Settings{}, setting)));
  }
}

TEST_CASE("every family's settings are valid and build a network", "[settings]") {
  for (const Family& family : families()) {
    CAPTURE(family.id);
    const Result<Settings> settings = make_settings({{"family", std::string(family.id)}});
    REQUIRE(settings);
    CHECK(resolve_settings(*settings, Shape{28, 28, 1}));
  }
}

TEST_CASE("given settings override the family's defaults, whatever their order", "[settings]") {
  const Result<Settings> settings = make_settings({{"latent", "5"}, {"family", "vae"}});
  REQUIRE(settings);
  CHECK(settings->architecture.latent == 5);
  CHECK(settings->architecture.bottleneck == BottleneckKind::kGaussian);
}

TEST_CASE("bad values are refused with a code and leave the settings unchanged", "[settings]") {
  struct Bad {
    const char *key, *text;
    ErrorCode code;
  };
  const Bad bad[] = {
      {"latent", "0", "setting-out-of-range"},
      {"latent", "abc", "setting-not-a-number"},
      {"latent", "12x", "setting-not-a-number"},
      {"latent", "99999999999", "setting-out-of-range"},
      {"learning_rate", "nan", "setting-not-a-number"},
      {"learning_rate", "-1", "setting-out-of-range"},
      {"learning_rate", "1e999", "setting-not-a-number"},
      {"learning_rate", "", "setting-not-a-number"},
      {"hidden", "512,,3", "setting-bad-list"},
      {"hidden", "512,x", "setting-bad-list"},
      {"hidden", "0", "setting-out-of-range"},
      {"activation", "relux", "setting-not-a-choice"},
      {"family", "%s%n", "setting-not-a-choice"},
      {"tied", "yes", "setting-not-a-choice"},
      {"tied", "", "setting-not-a-choice"},
      {"nothing", "1", "setting-unknown"},
  };
  for (const Bad& b : bad) {
    CAPTURE(b.key, b.text);
    Settings settings;
    const Status status = set_setting(settings, b.key, b.text);
    REQUIRE(!status);
    CHECK(status.error().code == b.code);
    CHECK(status.error().sentence().size() > 20);
    CHECK(settings == Settings{});
  }
}

TEST_CASE("networks too large for memory are refused before anything is allocated", "[settings]") {
  const Result<Settings> settings = make_settings({{"hidden", "8192,8192,8192"}});
  REQUIRE(settings);
  const auto resolved = resolve_settings(*settings, Shape{28, 28, 1});
  REQUIRE(!resolved);
  CHECK(resolved.error().code == ErrorCode("out-of-memory"));
}

}  // namespace hourglass
