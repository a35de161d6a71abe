// `hourglass generate`: decodes codes drawn from the prior to new samples.
#include <CLI/CLI.hpp>
#include <memory>

#include "analysis/classifier.h"
#include "analysis/prior_draws.h"
#include "analysis/sample_inference.h"
#include "cli/commands.h"
#include "cli/data_options.h"
#include "cli/model_options.h"
#include "cli/output.h"
#include "cli/sample_output.h"
#include "core/file.h"
#include "data/idx_writer.h"
#include "data/open.h"
#include "io/png.h"

namespace hourglass {
namespace {

/// Samples on the terminal where no file takes them.
constexpr std::size_t kMostPrinted = 8;

struct GenerateOptions {
  std::string model, idx, labels, judge;
  SampleOutputOptions files;
  int count = 100, label = kNoLabel;
  int seed = 1;
  bool json = false;
};

StoredSamples bytes_of(const Samples& images, Shape shape) {
  StoredSamples bytes{shape, images.count};
  for (float value : images.values) bytes.bytes.push_back(byte_of(value));
  return bytes;
}

Status write_files(const Output& output, const GenerateOptions& options, const Samples& samples, const Model& model) {
  if (!options.idx.empty()) {
    const Status status = write_file_atomically(options.idx, idx_file_of(bytes_of(samples, model.input)));
    if (!status) return status;
  }
  if (!options.labels.empty()) {
    if (Status status = write_file_atomically(options.labels, idx_file_of(samples.labels)); !status) return status;
  }
  const bool only_idx = !options.idx.empty() && options.files.out.empty() && options.files.png.empty();
  if (only_idx) return Done{};
  return options.files.write(output, {model.description, model.input, samples.values, samples.labels}, kMostPrinted);
}

/// Trains a plain classifier on real data and reports its accuracy on held-out and on generated samples.
Status judge(const Output& output, const GenerateOptions& options, const Samples& samples, const DataKindRow& kind,
             const Compute& compute, Json& object) {
  const auto data = open_dataset(options.judge);
  if (!data) return data.error();
  if ((*data)->labels().empty())
    return Error{"data-no-labels", options.judge, "", std::string(kind.samples) + " with labels", "none"};
  if ((*data)->shape().features() != samples.features) {
    return Error{"data-shape-mismatch", options.judge, "", std::to_string(samples.features) + " values per sample",
                 std::to_string((*data)->shape().features())};
  }
  Classifier classifier(samples.features, (*data)->label_bound(), compute);
  classifier.train(**data);
  const double on_real = classifier.accuracy(read_samples(**data, Split::kHeldOut)),
               asked = classifier.accuracy(samples);
  output.line("A classifier trained on " + (*data)->name() + " reads " + fixed(100 * on_real, 2) +
              " % of its held-out " + std::string(kind.samples) + " correctly,");
  output.line("and " + fixed(100 * asked, 2) + " % of the generated ones as the label asked for.");
  object["judge_held_out_accuracy"] = on_real;
  object["read_as_asked"] = asked;
  return Done{};
}

/// Refuses --idx-labels and --judge for a model without a condition: its samples have no requested label;
/// and --idx for samples that are no images, whose values are no bytes.
Status check_options(const GenerateOptions& options, const Model& model, const Samples& codes) {
  if (!options.idx.empty() && model.description.kind != DataKind::kImage) {
    return Error{"setting-does-not-fit", "--idx", "", "a model of images; --out writes all kinds",
                 std::string(data_kind_row(model.description.kind).samples)};
  }
  if (Status status = options.files.check(model.description, model.input); !status) return status;
  const bool needed = !options.labels.empty() || !options.judge.empty();
  if (!needed || !codes.labels.empty()) return Done{};
  return Error{"setting-does-not-fit", options.labels.empty() ? "--judge" : "--idx-labels", "",
               "a model that was trained with labels (condition = label)", "one without a condition"};
}

int run_generate(const GenerateOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  Result<Model> model = load_model_here(options.model);
  if (!model) return output.fail(model.error());
  const Result<Samples> codes = draw_from_prior(
      *model, {.count = options.count, .seed = static_cast<std::uint64_t>(options.seed), .label = options.label});
  if (!codes) return output.fail(codes.error());
  if (Status status = check_options(options, *model, *codes); !status) return output.fail(status.error());
  auto runner =
      ModelRunner::create(*model, {.threads = model->settings.compute.threads, .labels = LabelPolicy::kDecodingOnly});
  if (!runner) return output.fail(runner.error());
  const Samples samples = decode(**runner, *codes);
  if (Status status = write_files(output, options, samples, *model); !status) return output.fail(status.error());
  const DataKindRow& kind = data_kind_row(model->description.kind);
  output.line("Generated " + grouped(samples.count) + " " + std::string(kind.samples) + " from the prior, seed " +
              std::to_string(options.seed) + ".");
  Json object = {{kind.kind == DataKind::kImage ? "images" : "samples", samples.count}, {"seed", options.seed}};
  if (!options.judge.empty()) {
    const Status status = judge(output, options, samples, kind, (*runner)->compute(), object);
    if (!status) return output.fail(status.error());
  }
  return output.succeed(object);
}

}  // namespace

Command add_generate(CLI::App& program) {
  auto options = std::make_shared<GenerateOptions>();
  CLI::App* app = program.add_subcommand("generate", "draw new samples from a saved model");
  const auto number = [&](const char* name, int& value, const char* help, int least, int most) {
    app->add_option(name, value, std::string(help) + " (" + std::to_string(least) + " to " + std::to_string(most) + ")")
        ->type_name("NUMBER")
        ->check(CLI::Range(least, most).description(""));
  };
  app->add_option("MODEL", options->model, "a model that Hourglass saved")->required()->type_name("");
  number("--count", options->count, "samples; default 100", 1, 1000000);
  number("--label", options->label, "the label that a conditional model draws; without it all its labels in turn", 0,
         255);
  number("--seed", options->seed, "seed of the random codes; default 1", 0, 2147483647);
  options->files.add(*app);
  app->add_option("--idx", options->idx, "write images as an IDX file of bytes")->type_name("FILE");
  app->add_option("--idx-labels", options->labels, "write the labels asked for as an IDX file")->type_name("FILE");
  app->add_option(
         "--judge", options->judge,
         "train a plain classifier on these labelled data; report how many generated samples it reads as asked")
      ->type_name("DATA");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_generate(*options); }};
}

}  // namespace hourglass
