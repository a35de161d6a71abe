// `hourglass probe`: measures how well a linear classifier reads the labels from a model's codes.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>

#include "analysis/neighbours.h"
#include "analysis/pca.h"
#include "analysis/probe.h"
#include "analysis/sample_inference.h"
#include "cli/commands.h"
#include "cli/data_options.h"
#include "cli/evaluation_report.h"
#include "cli/model_options.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

struct ProbeCommandOptions {
  SettingsOptions settings{SettingsOptions::Defaults::kModel};
  std::string model;
  int components = 0, neighbours = 0;
  double decay = 0;
  bool json = false;
};

/// The features that the probe reads, with their name for people (`title`) and for programs (`kind`).
struct Codes {
  Samples training, held_out;
  std::string title, kind;
};

/// The model's settings, or the program's defaults without a model, changed by the options given.
Result<Settings> settings_for(const ProbeCommandOptions& options, const Model* model) {
  return make_settings(options.settings.given(), model ? model->settings : native_defaults());
}

Result<Codes> codes_of(const ProbeCommandOptions& options, const Model* model, const Settings& settings,
                       const Dataset& data, const Compute& compute) {
  const std::string values(data_kind_row(data.description().kind).values);
  Codes codes{read_samples(data, Split::kTraining), read_samples(data, Split::kHeldOut), "the " + values, values};
  // A model fills them itself.
  if (!model) {
    fill_missing(data.description(), codes.training);
    fill_missing(data.description(), codes.held_out);
  }
  if (model) {
    if (Status status = check_shape(*model, data); !status) return status.error();
    auto runner =
        ModelRunner::create(*model, {.threads = settings.compute.threads, .labels = LabelPolicy::kDecodingOnly});
    if (!runner) return runner.error();
    codes.training = encode(**runner, codes.training);
    codes.held_out = encode(**runner, codes.held_out);
    codes.title = "the " + std::to_string(codes.training.features) + " values of the model's code";
    codes.kind = "model";
  } else if (options.components > 0) {
    const PrincipalComponents components = fit_principal_components(codes.training, options.components, compute);
    codes.training = principal_codes(components, codes.training, compute);
    codes.held_out = principal_codes(components, codes.held_out, compute);
    codes.title = std::to_string(components.count) + " principal components";
    codes.kind = "pca";
  }
  return codes;
}

/// Share of the samples whose label is not the most frequent one: the error of a probe that reads nothing.
double error_of_most_frequent(const std::vector<int>& labels) {
  std::map<int, std::size_t> counts;
  std::size_t most = 0;
  for (const int label : labels) most = std::max(most, ++counts[label]);
  return labels.empty() ? 0 : 1 - static_cast<double>(most) / static_cast<double>(labels.size());
}

int report(const Output& output, const ProbeCommandOptions& options, const Dataset& data, Codes codes,
           const Compute& compute) {
  Json object = {{"codes", codes.kind}, {"features", codes.training.features}};
  output.line("Labels read from " + codes.title + ", on " + describe_data(data, Split::kHeldOut) + ":");
  const double least = error_of_most_frequent(codes.held_out.labels);
  output.line("  " + left_aligned("the most frequent label", 24) + right_aligned(fixed(100 * least, 2), 6) +
              " % wrong");
  object["most_frequent_error"] = least;
  if (options.neighbours > 0) {
    const auto error = neighbour_error(codes.training, codes.held_out, options.neighbours, compute);
    if (!error) return output.fail(error.error());
    output.line("  " + left_aligned(std::to_string(options.neighbours) + " nearest neighbours", 24) +
                right_aligned(fixed(100 * *error, 2), 6) + " % wrong");
    object["neighbours"] = options.neighbours;
    object["neighbour_error"] = *error;
  }
  ProbeOptions probe;
  if (options.decay > 0) probe.decays = {options.decay};
  const auto result = logistic_probe(std::move(codes.training), std::move(codes.held_out), probe, compute);
  if (!result) return output.fail(result.error());
  output.line("  " + left_aligned("logistic regression", 24) +
              right_aligned(fixed(100 * result->held_out_error, 2), 6) + " % wrong (" +
              fixed(100 * result->training_error, 2) + " % in training; weight decay " + fixed(result->decay * 1e6, 0) +
              "e-6)");
  object["training_error"] = result->training_error;
  object["held_out_error"] = result->held_out_error;
  object["decay"] = result->decay;
  object["scale"] = result->scale == FeatureScale::kOwn ? "own" : "common";
  object["iterations"] = result->iterations;
  return output.succeed(object);
}

int run_probe(const ProbeCommandOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  if (!options.model.empty() && options.components > 0) {
    return output.fail("bad-usage", "A model and --pca exclude each other; run probe once with each.", kBadUsage);
  }
  std::unique_ptr<Model> model;
  if (!options.model.empty()) {
    Result<Model> loaded = load_model_here(options.model);
    if (!loaded) return output.fail(loaded.error());
    model = std::make_unique<Model>(std::move(*loaded));
  }
  const Result<Settings> settings = settings_for(options, model.get());
  if (!settings) return output.fail(settings.error());
  const auto data = open_data(*settings);
  if (!data) return output.fail(data.error());
  const auto compute = compute_of(*settings);
  if (!compute) return output.fail(compute.error());
  auto codes = codes_of(options, model.get(), *settings, **data, **compute);
  if (!codes) return output.fail(codes.error());
  return report(output, options, **data, std::move(*codes), **compute);
}

}  // namespace

Command add_probe(CLI::App& program) {
  auto options = std::make_shared<ProbeCommandOptions>();
  CLI::App* app = program.add_subcommand("probe", "read labels from codes by logistic regression");
  app->add_option("MODEL", options->model,
                  "a model that Hourglass saved; without one the pixels, or other features, are read")
      ->type_name("");
  app->add_option("--pca", options->components, "read this many principal components of the features instead")
      ->type_name("NUMBER")
      ->check(CLI::Range(1, 4096).description(""));
  app->add_option("--neighbours", options->neighbours, "also classify by this many nearest training samples")
      ->type_name("NUMBER")
      ->check(CLI::Range(1, 1000).description(""));
  app->add_option("--decay", options->decay,
                  "weight decay of the regression; without it a part of the training samples chooses one")
      ->type_name("NUMBER")
      ->check(CLI::Range(1e-12, 100.0).description(""));
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  options->settings.add(*app, {SettingGroup::kData, SettingGroup::kRun}, {});
  return {app, [options] { return run_probe(*options); }};
}

}  // namespace hourglass
