// `hourglass encode`: writes the codes of samples to a file.
#include <CLI/CLI.hpp>
#include <memory>

#include "analysis/sample_inference.h"
#include "cli/code_file.h"
#include "cli/commands.h"
#include "cli/model_options.h"
#include "cli/new_data.h"
#include "cli/output.h"

namespace hourglass {
namespace {

struct EncodeOptions {
  ModelOptions model;
  std::string out;
  bool json = false;
};

int run_encode(const EncodeOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  if (Status status = check_code_path(options.out); !status) return output.fail(status.error());
  const Result<Model> model = options.model.load();
  if (!model) return output.fail(model.error());
  const auto samples = read_new_samples(*model, model->settings);
  if (!samples) return output.fail(samples.error());
  // As in training, an encoder with a condition receives the labels, and the decoder will need them as well.
  auto runner = ModelRunner::create(*model, {.threads = model->settings.compute.threads});
  if (!runner) return output.fail(runner.error());
  const Samples codes = encode(**runner, *samples);
  if (Status status = write_codes(options.out, *model, codes); !status) return output.fail(status.error());
  const DataKindRow& kind = data_kind_row(model->description.kind);
  output.line("Encoded " + grouped(codes.count) + " " + std::string(codes.count == 1 ? kind.sample : kind.samples) +
              " of " + model->settings.data.source + " as " + std::to_string(codes.features) + " values each.");
  return output.succeed({{"samples", codes.count}, {"code_size", codes.features}});
}

}  // namespace

Command add_encode(CLI::App& program) {
  auto options = std::make_shared<EncodeOptions>();
  CLI::App* app = program.add_subcommand("encode", "write the codes of samples to a file");
  options->model.add(*app);
  app->add_option("-o,--out", options->out, "the file of codes: .npy, or .csv, which also holds the labels")
      ->required()
      ->type_name("FILE");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_encode(*options); }};
}

}  // namespace hourglass
