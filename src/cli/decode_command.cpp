// `hourglass decode`: decodes the codes of a file to samples.
#include <CLI/CLI.hpp>
#include <memory>

#include "analysis/prior_draws.h"
#include "analysis/sample_inference.h"
#include "cli/code_file.h"
#include "cli/commands.h"
#include "cli/model_options.h"
#include "cli/output.h"
#include "cli/sample_output.h"

namespace hourglass {
namespace {

/// Samples on the terminal where no file takes them.
constexpr std::size_t kMostPrinted = 8;

struct DecodeOptions {
  std::string model, codes;
  SampleOutputOptions files;
  bool json = false;
};

/// Refuses labels that a model with a condition does not know.
Status check_labels(const Model& model, const Samples& codes) {
  if (model.settings.condition.kind != Condition::kLabel) return Done{};
  for (const int label : codes.labels) {
    if (Status status = check_label(model, label); !status) return status;
  }
  return Done{};
}

int run_decode(const DecodeOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  const Result<Model> model = load_model_here(options.model);
  if (!model) return output.fail(model.error());
  if (Status status = options.files.check(model->description, model->input); !status)
    return output.fail(status.error());
  const auto codes = read_codes(options.codes, *model);
  if (!codes) return output.fail(codes.error());
  if (Status status = check_labels(*model, *codes); !status) return output.fail(status.error());
  auto runner = ModelRunner::create(*model, {.threads = model->settings.compute.threads});
  if (!runner) return output.fail(runner.error());
  const Samples samples = decode(**runner, *codes);
  const Status written =
      options.files.write(output, {model->description, model->input, samples.values, samples.labels}, kMostPrinted);
  if (!written) return output.fail(written.error());
  const DataKindRow& kind = data_kind_row(model->description.kind);
  output.line("Decoded " + grouped(samples.count) + " " + std::string(samples.count == 1 ? kind.sample : kind.samples) +
              ".");
  return output.succeed({{"samples", samples.count}});
}

}  // namespace

Command add_decode(CLI::App& program) {
  auto options = std::make_shared<DecodeOptions>();
  CLI::App* app = program.add_subcommand("decode", "decode the codes of a file to samples");
  app->add_option("MODEL", options->model, "a model that Hourglass saved")->required()->type_name("");
  app->add_option("CODES", options->codes, "codes as encode writes them: an array (.npy) or a table (.csv)")
      ->required()
      ->type_name("");
  options->files.add(*app);
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_decode(*options); }};
}

}  // namespace hourglass
