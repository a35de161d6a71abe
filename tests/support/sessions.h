// Small runs for tests: a network and a data set that train in a blink.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include "session/session.h"

namespace hourglass {

/// Settings of a tiny run on generated digits; `extra` comes last.
inline Settings small_settings(const SettingList& extra = {}) {
  SettingList list = {{"hidden", "40,24"}, {"latent", "6"}, {"batch", "32"}, {"samples", "600"},
                      {"held_out_samples", "64"}, {"epochs", "1000"}};
  list.insert(list.end(), extra.begin(), extra.end());
  Result<Settings> settings = make_settings(list);
  REQUIRE(settings);
  return *settings;
}

inline std::unique_ptr<Session> make_session(const Settings& settings, std::shared_ptr<const Dataset> data = {}) {
  Result<std::unique_ptr<Session>> session = Session::create(settings, std::move(data));
  REQUIRE(session);
  return std::move(*session);
}

}  // namespace hourglass
