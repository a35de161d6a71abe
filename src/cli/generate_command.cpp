// `hourglass generate`: decodes codes drawn from the prior to new images.
#include <CLI/CLI.hpp>
#include <memory>

#include "analysis/classifier.h"
#include "analysis/prior_draws.h"
#include "analysis/sample_inference.h"
#include "cli/commands.h"
#include "cli/data_options.h"
#include "cli/model_options.h"
#include "cli/output.h"
#include "core/file.h"
#include "data/idx_writer.h"
#include "data/open.h"
#include "io/png.h"

namespace hourglass {
namespace {

struct GenerateOptions {
  std::string model, idx, labels, png, judge;
  int count = 100, columns = 10, label = kNoLabel;
  int seed = 1;
  bool json = false;
};

IdxImages bytes_of(const Samples& images, Shape shape) {
  IdxImages bytes{shape, images.count, {}};
  for (float value : images.values) bytes.pixels.push_back(byte_of(value));
  return bytes;
}

Status write_files(const GenerateOptions& options, const Samples& images, Shape shape) {
  if (!options.idx.empty()) {
    if (Status status = write_file_atomically(options.idx, idx_file_of(bytes_of(images, shape))); !status)
      return status;
  }
  if (!options.labels.empty()) {
    const IdxLabels labels{{images.labels.begin(), images.labels.end()}};
    if (Status status = write_file_atomically(options.labels, idx_file_of(labels)); !status) return status;
  }
  if (options.png.empty()) return Done{};
  const ImageGrid grid = image_grid(shape, images.values, options.columns);
  return write_file_atomically(options.png, png_file(grid.shape, grid.pixels));
}

/// Trains a plain classifier on real data and reports its accuracy on held-out and on generated images.
Status judge(const Output& output, const GenerateOptions& options, const Samples& images, const Compute& compute,
             Json& object) {
  const auto data = open_dataset(options.judge);
  if (!data) return data.error();
  if ((*data)->labels().empty()) return Error{"data-no-labels", options.judge, "", "images with labels", "none"};
  if ((*data)->shape().features() != images.features) {
    return Error{"data-shape-mismatch", options.judge, "", std::to_string(images.features) + " values per sample",
                 std::to_string((*data)->shape().features())};
  }
  Classifier classifier(images.features, (*data)->label_bound(), compute);
  classifier.train(**data);
  const double on_real = classifier.accuracy(read_samples(**data, Split::kHeldOut)),
               asked = classifier.accuracy(images);
  output.line("A classifier trained on " + (*data)->name() + " reads " + fixed(100 * on_real, 2) +
              " % of its held-out images correctly,");
  output.line("and " + fixed(100 * asked, 2) + " % of the generated ones as the label asked for.");
  object["judge_held_out_accuracy"] = on_real;
  object["read_as_asked"] = asked;
  return Done{};
}

/// Refuses --idx-labels and --judge for a model without a condition: its images have no requested label.
Status check_labels(const GenerateOptions& options, const Samples& codes) {
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
  if (Status status = check_labels(options, *codes); !status) return output.fail(status.error());
  auto runner =
      ModelRunner::create(*model, {.threads = model->settings.compute.threads, .labels = LabelPolicy::kDecodingOnly});
  if (!runner) return output.fail(runner.error());
  const Samples images = decode(**runner, *codes);
  if (Status status = write_files(options, images, model->input); !status) return output.fail(status.error());
  output.line("Generated " + grouped(images.count) + " images from the prior, seed " + std::to_string(options.seed) +
              ".");
  Json object = {{"images", images.count}, {"seed", options.seed}};
  if (!options.judge.empty()) {
    const Status status = judge(output, options, images, (*runner)->compute(), object);
    if (!status) return output.fail(status.error());
  }
  return output.succeed(object);
}

}  // namespace

Command add_generate(CLI::App& program) {
  auto options = std::make_shared<GenerateOptions>();
  CLI::App* app = program.add_subcommand("generate", "draw new images from a saved model");
  const auto number = [&](const char* name, int& value, const char* help, int least, int most) {
    app->add_option(name, value, std::string(help) + " (" + std::to_string(least) + " to " + std::to_string(most) + ")")
        ->type_name("NUMBER")
        ->check(CLI::Range(least, most).description(""));
  };
  app->add_option("MODEL", options->model, "a model that Hourglass saved")->required()->type_name("");
  number("--count", options->count, "images; default 100", 1, 1000000);
  number("--label", options->label, "the label that a conditional model draws; without it all its labels in turn", 0,
         255);
  number("--seed", options->seed, "seed of the random codes; default 1", 0, 2147483647);
  app->add_option("--idx", options->idx, "write the images as an IDX file")->type_name("FILE");
  app->add_option("--idx-labels", options->labels, "write the labels asked for as an IDX file")->type_name("FILE");
  app->add_option("--png", options->png, "write the images as one picture")->type_name("FILE");
  number("--columns", options->columns, "images in a row of the picture; default 10", 1, 1000);
  app->add_option("--judge", options->judge,
                  "train a plain classifier on these labelled images; report how many generated ones it reads as asked")
      ->type_name("DATA");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_generate(*options); }};
}

}  // namespace hourglass
