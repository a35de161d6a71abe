// Options shared by commands that read a saved model: the file, and settings that replace those saved in it.
#pragma once

#include <string>

#include "cli/settings_options.h"
#include "session/model.h"

namespace hourglass {

struct ModelOptions {
  SettingsOptions settings{SettingsOptions::Defaults::kModel};
  std::string model;

  /// Adds the MODEL argument and the options of the groups Data and Run.
  void add(CLI::App& command);
  /// Reads the file. The thread count is this machine's, not the one that the model was trained with.
  Result<Model> load() const;
};

}  // namespace hourglass
