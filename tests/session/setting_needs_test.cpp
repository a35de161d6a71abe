#include "session/setting_needs.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "autoencoder/families.h"
#include "core/number_text.h"
#include "session/session.h"
#include "session/settings.h"

namespace hourglass {
namespace {

Settings small_run(const Family& family) {
  Result<Settings> made = make_settings({{"family", std::string(family.id)},
                                         {"samples", "40"},
                                         {"held_out_samples", "4"},
                                         {"batch", "20"},
                                         {"epochs", "2"},
                                         {"latent", "4"},
                                         {"threads", "1"},
                                         {"math", "portable"}});
  REQUIRE(made);
  if (!made->architecture.channels.empty()) made->architecture.channels = {4, 4};
  if (!made->architecture.hidden.empty()) made->architecture.hidden = {12};
  return *made;
}

/// Another accepted value.
std::string other_value(const Setting& setting, const Settings& settings) {
  const std::string now = setting_text(settings, setting);
  for (const std::string_view choice : setting.choices()) {
    if (choice != now) return std::string(choice);
  }
  const double least = setting.range.minimum, most = setting.range.maximum;
  const bool fractions = std::holds_alternative<SettingField<double>>(setting.member);
  double near = fractions ? least + 0.37 * (std::min(most, least + 1) - least) : std::min(most, least + 3);
  if (!fractions && std::to_string(static_cast<int>(near)) == now) ++near;
  return fractions ? number_text(near) : std::to_string(static_cast<int>(near));
}

std::string hash_after_training(const Settings& settings) {
  Result<std::unique_ptr<Session>> session = Session::create(settings);
  if (!session) return session.error().sentence();
  (*session)->step(3);
  return weights_hash((*session)->settle()->model);
}

TEST_CASE("settings whose needs are not met change nothing", "[settings]") {
  int cases = 0;
  for (const std::string_view id : {"pca", "vanilla", "vae", "k-sparse", "convolutional", "vq-vae"}) {
    const Settings settings = small_run(*find_family(id));
    const std::string expected = hash_after_training(settings);
    // All at once; where that changes something, one by one, to name it.
    Settings all = settings;
    std::vector<std::pair<std::string_view, Settings>> alone;
    for (const Setting& setting : settings_table()) {
      if (is_met(setting.traits.need, settings)) continue;
      const std::string value = other_value(setting, settings);
      CAPTURE(id, setting.key, value);
      Settings& one = alone.emplace_back(setting.key, settings).second;
      REQUIRE(set_setting(one, setting.key, value));
      REQUIRE_FALSE(one == settings);
      REQUIRE(set_setting(all, setting.key, value));
      ++cases;
    }
    if (hash_after_training(all) == expected) continue;
    for (const auto& [key, one] : alone) {
      CAPTURE(id, key);
      CHECK(hash_after_training(one) == expected);
    }
    FAIL(id << ": settings without effect have one together");
  }
  CHECK(cases > 150);
}

TEST_CASE("every need has a sentence, and meets the settings of some family or choice", "[settings]") {
  for (const Setting& setting : settings_table()) {
    CAPTURE(setting.key);
    const SettingNeed need = setting.traits.need;
    CHECK((need == SettingNeed::kNothing) == setting_need_text(need).empty());
  }
  Settings vae = small_run(*find_family("vae"));
  CHECK(is_met(SettingNeed::kGaussianCode, vae));
  CHECK_FALSE(is_met(SettingNeed::kCapacity, vae));
  CHECK_FALSE(is_met(SettingNeed::kTopKCode, vae));
  CHECK_FALSE(is_met(SettingNeed::kMomentum, vae));
  vae.training.optimiser = Optimiser::kNesterov;
  CHECK(is_met(SettingNeed::kMomentum, vae));
  CHECK_FALSE(is_met(SettingNeed::kGivenData, vae));
  vae.data.source = "a-folder";
  CHECK_FALSE(is_met(SettingNeed::kGeneratedData, vae));
  CHECK(is_met(SettingNeed::kGivenData, vae));
}

}  // namespace
}  // namespace hourglass
