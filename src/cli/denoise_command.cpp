// `hourglass denoise`: measures how much noise a model removes from held-out samples, or cleans a file of one's own.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "analysis/denoising.h"
#include "analysis/plain_cleaning.h"
#include "cli/commands.h"
#include "cli/data_options.h"
#include "cli/denoise_file.h"
#include "cli/evaluation_report.h"
#include "cli/model_options.h"
#include "core/file.h"
#include "io/sample_sheet.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

/// Columns of the picture: each holds one sample, clean, noisy and denoised.
constexpr std::uint32_t kPictureSamples = 10;

struct DenoiseOptions {
  SettingsOptions settings{SettingsOptions::Defaults::kModel};
  std::string model, png;
  DenoiseFileOptions file;
  bool json = false;
};

/// The noise that the settings name. If the model was trained without corruption: Gaussian noise, or where samples are
/// categories, which have no numbers to add to, masking.
Noise noise_of(const Settings& settings, const DataDescription& description, const Shape& shape) {
  const DataKind kind = description.kind;
  Noise noise;
  noise.groups = category_groups(description, shape);
  noise.seed = static_cast<std::uint64_t>(settings.seed);
  const Architecture& a = settings.architecture;
  if (a.corruption != CorruptionKind::kNone) noise.kind = a.corruption;
  else if (kind == DataKind::kTable || kind == DataKind::kText) noise.kind = CorruptionKind::kMasking;
  noise.strength = a.corruption_strength;
  return noise;
}

/// Writes the first samples of each set as one row of a picture.
Status write_picture(const std::string& path, const Model& model, std::initializer_list<const Samples*> rows) {
  std::vector<float> values;
  int columns = 1;
  for (const Samples* row : rows) {
    const std::uint32_t count = std::min(kPictureSamples, row->count);
    columns = static_cast<int>(count);
    values.insert(values.end(), row->sample(0),
                  row->sample(0) + std::size_t{count} * static_cast<std::size_t>(row->features));
  }
  const ImageGrid grid = sample_sheet({model.description, model.input, values}, columns);
  return write_file_atomically(path, png_file(grid.shape, grid.pixels));
}

/// What a plain method makes of the noisy samples.
struct PlainResult {
  std::string title;
  PlainMethodRow method;
  double chosen;
  Cleanness cleanness;
};

/// How clean samples are before and after.
struct Comparison {
  Cleanness noisy, denoised;
  std::vector<PlainResult> plain;  ///< PCA first
};

/// A measure of cleanness, which some kinds of data have.
struct Measure {
  std::optional<double> Cleanness::*value;
  std::string_view title;      ///< for people; that of categories is the kind's
  std::string_view name;       ///< in JSON: "psnr_db" in noisy_psnr_db, denoised_psnr_db, pca_psnr_db
  std::string_view gain_name;  ///< in JSON: what the model has won, above 0 where it is cleaner
  std::string_view gain_over_pca_name;
  std::string_view unit;
  int digits;
  double factor;  ///< from JSON's number to that for people
  double sign;    ///< -1 for an error: less is cleaner
};
constexpr Measure kMeasures[] = {
    {&Cleanness::psnr_db, "PSNR", "psnr_db", "gain_db", "gain_over_pca_db", " dB", 2, 1, 1},
    {&Cleanness::signal_to_noise_db, "Signal to noise", "signal_to_noise_db", "gain_db", "gain_over_pca_db", " dB", 2,
     1, 1},
    {&Cleanness::number_error, "Error of the scaled numbers", "number_error", "number_error_gain",
     "number_error_gain_over_pca", "", 4, 1, -1},
    {&Cleanness::right, "Right", "right", "right_gain", "right_gain_over_pca", " %", 2, 100, 1},
};

/// Prints one measure and adds its fields.
void report_measure(const Output& output, const Measure& m, const Comparison& c, const Noise& noise, DataKind kind,
                    Json& object) {
  const auto of = [&](const Cleanness& cleanness) { return *(cleanness.*m.value); };
  const double noisy = of(c.noisy), denoised = of(c.denoised);
  const auto row = [&](const std::string& title, double value) {
    const double gain = m.factor * (value - noisy);
    output.line(
        "  " + left_aligned(title, 28) + right_aligned(fixed(m.factor * value, m.digits), 7) + std::string(m.unit) +
        (value == noisy ? "" : right_aligned((gain >= 0 ? "+" : "") + fixed(gain, m.digits), 9) + std::string(m.unit)));
  };
  std::string title(m.title);
  if (m.value == &Cleanness::right) title += kind == DataKind::kText ? " symbols" : " categories";
  output.line(title + " with " + std::string(corruption_row(noise.kind).id) + " noise of " + fixed(noise.strength, 3) +
              ":");
  row("noisy", noisy);
  for (const PlainResult& plain : c.plain) row(plain.title, of(plain.cleanness));
  row("denoised by the model", denoised);
  const std::string name(m.name);
  object["noisy_" + name] = noisy;
  object["denoised_" + name] = denoised;
  object[std::string(m.gain_name)] = m.sign * (denoised - noisy);
  for (const PlainResult& plain : c.plain) {
    const bool whole = plain.method.kind != PlainMethod::kNonLocalMeans;
    object[std::string(plain.method.chosen)] = whole ? Json(static_cast<int>(plain.chosen)) : Json(plain.chosen);
    object[std::string(plain.method.name) + "_" + name] = of(plain.cleanness);
  }
  object[std::string(m.gain_over_pca_name)] = m.sign * (denoised - of(c.plain[0].cleanness));
}

int report(const Output& output, const Comparison& comparison, const Noise& noise, DataKind kind) {
  Json object = {{"corruption", corruption_row(noise.kind).id}, {"corruption_strength", noise.strength}};
  for (const Measure& measure : kMeasures) {
    if (comparison.noisy.*measure.value) report_measure(output, measure, comparison, noise, kind, object);
  }
  return output.succeed(object);
}

/// The model that the options name, with the settings that they change.
Result<Model> load_changed(const DenoiseOptions& options) {
  Result<Model> model = load_model_here(options.model);
  if (!model) return model;
  Result<Settings> settings = make_settings(options.settings.given(), model->settings);
  if (!settings) return settings.error();
  model->settings = std::move(*settings);
  return model;
}

/// Measures the model on held-out samples.
int measure(const Output& output, const DenoiseOptions& options, const Model& model, ModelRunner& runner) {
  const auto data = open_data(model.settings);
  if (!data) return output.fail(data.error());
  if (Status status = check_shape(model, **data); !status) return output.fail(status.error());
  const Compute& compute = runner.compute();
  const DataDescription& description = (*data)->description();
  const Noise noise = noise_of(model.settings, description, model.input);
  const Samples clean = read_samples(**data, Split::kHeldOut);
  Samples training = read_samples(**data, Split::kTraining), filled = clean;
  fill_missing(description, training);
  fill_missing(description, filled);
  const Samples noisy = with_noise(filled, model.input, noise, compute);
  const Samples denoised = reconstruct(runner, noisy);
  if (!options.png.empty()) {
    const Status status = write_picture(options.png, model, {&clean, &noisy, &denoised});
    if (!status) return output.fail(status.error());
  }
  const auto measured = [&](const Samples& given) { return cleanness(description, model.input, clean, given); };
  Comparison comparison{measured(noisy), measured(denoised), {}};
  for (const PlainCleaning& plain : clean_plainly(description, model.input, training, noisy, filled, compute)) {
    comparison.plain.push_back(
        {title_of(plain, model.input), plain_method_row(plain.method), plain.chosen, measured(plain.samples)});
  }
  output.line("On " + describe_data(**data, Split::kHeldOut) + ":");
  return report(output, comparison, noise, description.kind);
}

int run_denoise(const DenoiseOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  const Result<Model> model = load_changed(options);
  if (!model) return output.fail(model.error());
  auto runner =
      ModelRunner::create(*model, {.threads = model->settings.compute.threads, .labels = LabelPolicy::kDecodingOnly});
  if (!runner) return output.fail(runner.error());
  if (!options.file.input.empty()) return denoise_file(output, options.file, *model, **runner);
  return measure(output, options, *model, **runner);
}

}  // namespace

Command add_denoise(CLI::App& program) {
  auto options = std::make_shared<DenoiseOptions>();
  CLI::App* app = program.add_subcommand("denoise", "take noise away from held-out samples, or from a file");
  app->add_option("MODEL", options->model, "a model that Hourglass saved")->required()->type_name("");
  app->add_option("--png", options->png, "write some samples clean, noisy and denoised as one picture")
      ->type_name("FILE");
  CLI::Option* input =
      app->add_option("--input", options->file.input, "clean these data instead, a sound of any length too")
          ->type_name("DATA");
  CLI::Option* cleaned =
      app->add_option("--output", options->file.output,
                      "where to write them, in the format that the name ends in, as in generate --out")
          ->type_name("FILE");
  input->needs(cleaned);
  cleaned->needs(input);
  app->add_flag("--fill-missing", options->file.fill_missing,
                "of a table: only fill in missing values; the others stay as they are")
      ->needs(input);
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  options->settings.add(*app, {SettingGroup::kData, SettingGroup::kRun}, {"corruption", "corruption_strength"});
  app->footer("The data, the noise and everything else that is not given is as it was in the model's training.");
  return {app, [options] { return run_denoise(*options); }};
}

}  // namespace hourglass
