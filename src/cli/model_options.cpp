#include "cli/model_options.h"

#include <CLI/CLI.hpp>

#include "io/model_file.h"

namespace hourglass {

void ModelOptions::add(CLI::App& command) {
  command.add_option("MODEL", model, "a model that Hourglass saved")->required()->type_name("");
  settings.add(command, {SettingGroup::kData, SettingGroup::kRun}, {});
  command.footer("Settings that are not given are those of the model's training.");
}

Result<Model> ModelOptions::load() const {
  Result<Model> loaded = load_model(model);
  if (!loaded) return loaded;
  Settings base = loaded->settings;
  base.compute.threads = native_defaults().compute.threads;
  const Result<Settings> changed = make_settings(settings.given(), base);
  if (!changed) return changed.error();
  loaded->settings = *changed;
  return loaded;
}

}  // namespace hourglass
