// Options shared by commands that read a saved model: the file, and settings that replace its own.
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
