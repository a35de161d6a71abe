#include "cli/model_options.h"

#include <CLI/CLI.hpp>

#include "io/model_file.h"

namespace hourglass {

Result<Model> load_model_here(const std::string& path) {
  Result<Model> model = load_model(path);
  if (model) copy_machine_settings(native_defaults(), model->settings);
  return model;
}

void ModelOptions::add(CLI::App& command) {
  command.add_option("MODEL", model, "a model that Hourglass saved")->required()->type_name("");
  settings.add(command, {SettingGroup::kData, SettingGroup::kRun}, {});
  command.footer("Settings that are not given are those of the model's training.");
}

Result<Model> ModelOptions::load() const {
  Result<Model> loaded = load_model_here(model);
  if (!loaded) return loaded;
  const Result<Settings> changed = make_settings(settings.given(), loaded->settings);
  if (!changed) return changed.error();
  loaded->settings = *changed;
  return loaded;
}

}  // namespace hourglass
