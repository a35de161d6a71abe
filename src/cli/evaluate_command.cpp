// `hourglass evaluate`: measures a saved model on a data set's held-out split.
#include <CLI/CLI.hpp>
#include <memory>

#include "analysis/likelihood.h"
#include "cli/commands.h"
#include "cli/evaluation_report.h"
#include "cli/model_options.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

struct EvaluateOptions {
  ModelOptions model;
  int likelihood_samples = 0, images = 0;
  bool json = false;
};

Status report_likelihood(const Output& output, const EvaluateOptions& options, const Model& model, const Dataset& data,
                         Json& object) {
  const auto likelihood = importance_weighted_likelihood(model, data, Split::kHeldOut,
                                                         {.samples = options.likelihood_samples,
                                                          .images = static_cast<std::uint32_t>(options.images),
                                                          .threads = model.settings.compute.threads});
  if (!likelihood) return likelihood.error();
  const DataKindRow& kind = data_kind_row(data.description().kind);
  output.line("  " + left_aligned("-log p(x)", 18) +
              left_aligned(right_aligned(fixed(likelihood->nll_per_image, 2), 9), 14) + "nats per " +
              std::string(kind.sample) + ", by " + grouped(static_cast<std::uint64_t>(likelihood->samples)) +
              " draws for each of " + grouped(likelihood->images) + " " + std::string(kind.samples) +
              " (standard error " + fixed(likelihood->standard_error, 2) + ")");
  object[figure_name("nll_per_image", kind.kind)] = likelihood->nll_per_image;
  object["nll_standard_error"] = likelihood->standard_error;
  object["nll_samples"] = likelihood->samples;
  object[kind.kind == DataKind::kImage ? "nll_images" : "nll_data_samples"] = likelihood->images;
  return Done{};
}

int run_evaluate(const EvaluateOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  const Result<Model> model = options.model.load();
  if (!model) return output.fail(model.error());
  const auto data = open_data(model->settings);
  if (!data) return output.fail(data.error());
  const auto evaluation = evaluate_held_out(*model, **data);
  if (!evaluation) return output.fail(evaluation.error());
  print_evaluation(output, *evaluation, **data);
  Json object;
  add_evaluation(object, *evaluation);
  if (options.likelihood_samples > 0) {
    const Status status = report_likelihood(output, options, *model, **data, object);
    if (!status) return output.fail(status.error());
  }
  object["code_mean"] = evaluation->terms.code_mean;
  object["code_deviation"] = evaluation->terms.code_deviation;
  return output.succeed(object);
}

}  // namespace

Command add_evaluate(CLI::App& program) {
  auto options = std::make_shared<EvaluateOptions>();
  CLI::App* app = program.add_subcommand("evaluate", "measure a saved model on held-out data");
  options->model.add(*app);
  app->add_option("--nll", options->likelihood_samples,
                  "also bound -log p(x) by this many importance samples for each sample (variational, cross-entropy)")
      ->type_name("NUMBER")
      ->check(CLI::Range(1, 100000).description(""));
  app->add_option("--images", options->images, "use only this many held-out samples for --nll, the first ones")
      ->type_name("NUMBER")
      ->check(CLI::Range(1, 1000000).description(""));
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_evaluate(*options); }};
}

}  // namespace hourglass
