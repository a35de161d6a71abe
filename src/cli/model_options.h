// Options shared by commands that read a saved model: the file, and settings that replace those saved in it.
#pragma once

#include <string>

#include "cli/settings_options.h"
#include "session/model.h"

namespace hourglass {

/// Reads a saved model, to be used on this machine: its threads and instructions are those of native_defaults().
Result<Model> load_model_here(const std::string& path);

struct ModelOptions {
  SettingsOptions settings{SettingsOptions::Defaults::kModel};
  std::string model;

  /// Adds the MODEL argument and the options of the groups Data and Run.
  void add(CLI::App& command);
  /// Reads the file, as load_model_here does.
  Result<Model> load() const;
};

}  // namespace hourglass
