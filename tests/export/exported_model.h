// A small untrained model of any family, to be exported.
#pragma once

#include <string_view>

#include "autoencoder/autoencoder.h"
#include "session/model.h"
#include "session/resolve.h"

namespace hourglass {

/// A model of images of 8 x 12 x 2 with initial weights; `more` are further settings.
inline Model initial_model(std::string_view family, const SettingList& more = {}) {
  Model model;
  SettingList settings = {{"family", std::string(family)}, {"hidden", "7,5"}, {"latent", "6"}, {"patch", "4"}};
  settings.insert(settings.end(), {{"token_width", "8"}, {"heads", "2"}, {"code_channels", "3"}, {"codebook", "4"}});
  settings.insert(settings.end(), more.begin(), more.end());
  model.settings = *make_settings(settings);
  model.input = {8, 12, 2};
  const auto architecture = resolve_architecture(model.settings, model.input);
  const Autoencoder network(*architecture);
  model.parameters = Buffer<Real>(network.parameter_count());
  network.initialise(1, model.parameters.data());
  return model;
}

}  // namespace hourglass
