// What commands that read a saved model have in common: the model, with its own settings but for what was given.
#pragma once

#include <string>

#include "cli/settings_options.h"
#include "session/model.h"

namespace hourglass {

struct ModelOptions {
  SettingsOptions settings{SettingsOptions::Defaults::kModel};
  std::string model;

  /// Adds the MODEL argument and the options of data and run.
  void add(CLI::App& command);
  /// Reads the file. The threads are this machine's, not those of the training.
  Result<Model> load() const;
};

}  // namespace hourglass
