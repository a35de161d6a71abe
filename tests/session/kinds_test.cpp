// Every family on every kind of data.
#include <catch2/catch_test_macros.hpp>

#include <map>

#include "autoencoder/families.h"
#include "support/drawn_set.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

/// Steps of a pass over the 300 samples, which the closed form needs.
constexpr int kOnePass = 20;

/// The family's own settings, but small layers, since every test builds it.
Settings settings_of(const Family& family) {
  SettingList list = {{"family", std::string(family.id)}, {"batch", "16"}, {"threads", "1"}};
  for (const auto& [key, value] : family.settings) {
    if (key == "latent") list.emplace_back("latent", family.id == "k-sparse" ? "30" : "4");
    if (key == "hidden" && !value.empty()) list.emplace_back("hidden", "20");
    if (key == "decoder_hidden") list.emplace_back("decoder_hidden", "20");
    if (key == "conv") list.emplace_back("conv", "4,8");
  }
  if (family.id == "pca") list.emplace_back("latent", "4");
  const Result<Settings> settings = make_settings(list);
  REQUIRE(settings);
  return *settings;
}

/// The setting that keeps a family from a kind of data; empty where it trains.
std::string setting_in_the_way(const Family& family, DataKind kind) {
  // A table has no neighbouring places, and the one of these tests lacks values.
  static const std::map<std::string_view, std::string> kNotForTables = {{"convolutional", "conv"},
                                                                        {"conv-vae", "conv"},
                                                                        {"vq-vae", "conv"},
                                                                        {"masked", "transformer"},
                                                                        {"pca", "solver"}};
  const auto found = kNotForTables.find(family.id);
  if (kind == DataKind::kTable && found != kNotForTables.end()) return found->second;
  // Seven places are no whole number of patches.
  return kind != DataKind::kTable && family.id == "masked" ? "patch" : "";
}

}  // namespace

TEST_CASE("every family trains on signals, tables and texts, or says which setting does not fit", "[unit][kinds]") {
  for (const DataKind kind : {DataKind::kSignal, DataKind::kTable, DataKind::kText}) {
    const auto data = std::make_shared<DrawnSet>(kind);
    for (const Family& family : families()) {
      CAPTURE(data->name(), family.id);
      const std::string expected = setting_in_the_way(family, kind);
      const auto session = Session::create(settings_of(family), data);
      if (!expected.empty()) {
        REQUIRE_FALSE(session);
        CHECK(session.error().code == ErrorCode("setting-does-not-fit"));
        CHECK(session.error().source == expected);
        continue;
      }
      REQUIRE(session);
      const std::string before = weights_hash((*session)->settle()->model);
      (*session)->step(kOnePass);
      const auto snapshot = (*session)->settle();
      CHECK(snapshot->state != RunState::kDiverged);
      CHECK(weights_hash(snapshot->model) != before);
    }
  }
}

TEST_CASE("patches of a signal or a text are pieces of its length", "[unit][kinds]") {
  for (const auto& [kind, patch] : {std::pair(DataKind::kSignal, "11"), std::pair(DataKind::kText, "7")}) {
    Settings settings = settings_of(*find_family("masked"));
    REQUIRE(set_setting(settings, "patch", patch));
    CHECK(Session::create(settings, std::make_shared<DrawnSet>(kind)));
  }
}

}  // namespace hourglass
