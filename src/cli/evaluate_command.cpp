// `hourglass evaluate`: the figures of a saved model on a data set's held-out split.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/evaluation_report.h"
#include "cli/settings_options.h"
#include "io/model_file.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

struct EvaluateOptions {
  SettingsOptions settings{SettingsOptions::Defaults::kModel};
  std::string model;
  bool json = false;
};

/// The model, with its own settings but for what was given and the threads of this machine.
Result<Model> load(const EvaluateOptions& options) {
  Result<Model> model = load_model(options.model);
  if (!model) return model;
  Settings base = model->settings;
  base.threads = native_defaults().threads;
  const Result<Settings> settings = make_settings(options.settings.given(), base);
  if (!settings) return settings.error();
  model->settings = *settings;
  return model;
}

int run_evaluate(const EvaluateOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  const Result<Model> model = load(options);
  if (!model) return output.fail(model.error());
  const auto data = open_data(model->settings);
  if (!data) return output.fail(data.error());
  const auto evaluation = evaluate(*model, **data, Split::kHeldOut, model->settings.threads);
  if (!evaluation) return output.fail(evaluation.error());
  print_evaluation(output, *evaluation, **data);
  Json object;
  add_evaluation(object, *evaluation);
  return output.succeed(object);
}

}  // namespace

Command add_evaluate(CLI::App& program) {
  auto options = std::make_shared<EvaluateOptions>();
  CLI::App* app = program.add_subcommand("evaluate", "measure a saved model on held-out data");
  app->add_option("MODEL", options->model, "a model that Hourglass saved")->required()->type_name("");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  options->settings.add(*app, {SettingGroup::kData, SettingGroup::kRun}, {});
  app->footer("The data and everything else that is not given is as it was in the model's training.");
  return {app, [options] { return run_evaluate(*options); }};
}

}  // namespace hourglass
