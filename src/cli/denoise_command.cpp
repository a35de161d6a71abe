// `hourglass denoise`: measures how much noise a model removes from held-out images.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "analysis/denoising.h"
#include "analysis/image_metrics.h"
#include "analysis/pca.h"
#include "cli/commands.h"
#include "cli/data_options.h"
#include "cli/evaluation_report.h"
#include "cli/model_options.h"
#include "core/file.h"
#include "io/png.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

/// The highest rank tried for PCA; with strong noise the best rank is far lower.
constexpr int kMostComponents = 256;
/// Columns of the picture: each holds one image, clean, noisy and denoised.
constexpr std::uint32_t kPictureImages = 10;

struct DenoiseOptions {
  SettingsOptions settings{SettingsOptions::Defaults::kModel};
  std::string model, png;
  bool json = false;
};

/// The noise that the settings name; Gaussian noise if the model was trained without corruption.
Noise noise_of(const Settings& settings) {
  Noise noise;
  noise.seed = static_cast<std::uint64_t>(settings.seed);
  const Architecture& a = settings.architecture;
  if (a.corruption != CorruptionKind::kNone) noise.kind = a.corruption;
  noise.strength = a.corruption_strength;
  return noise;
}

/// Writes the first images of each set of samples as one row of a picture.
Status write_picture(const std::string& path, Shape shape, std::initializer_list<const Samples*> rows) {
  std::vector<float> images;
  int columns = 1;
  for (const Samples* row : rows) {
    const std::uint32_t count = std::min(kPictureImages, row->count);
    columns = static_cast<int>(count);
    images.insert(images.end(), row->sample(0),
                  row->sample(0) + std::size_t{count} * static_cast<std::size_t>(row->features));
  }
  const ImageGrid grid = image_grid(shape, images, columns);
  return write_file_atomically(path, png_file(grid.shape, grid.pixels));
}

int report(const Output& output, const Denoising& d, const Noise& noise) {
  const auto best = std::min_element(d.components.begin(), d.components.end());
  const auto rank = best - d.components.begin();
  const double noisy = psnr_db(d.noisy), denoised = psnr_db(d.denoised), pca = psnr_db(*best);
  const auto row = [&](const std::string& title, double psnr) {
    output.line("  " + left_aligned(title, 24) + right_aligned(fixed(psnr, 2), 7) + " dB" +
                (psnr == noisy ? "" : right_aligned((psnr >= noisy ? "+" : "") + fixed(psnr - noisy, 2), 9) + " dB"));
  };
  output.line("PSNR with " + std::string(corruption_row(noise.kind).id) + " noise of " + fixed(noise.strength, 3) +
              ":");
  row("noisy", noisy);
  row("PCA of rank " + std::to_string(rank), pca);
  row("denoised by the model", denoised);
  return output.succeed({{"corruption", corruption_row(noise.kind).id},
                         {"corruption_strength", noise.strength},
                         {"noisy_psnr_db", noisy},
                         {"denoised_psnr_db", denoised},
                         {"gain_db", denoised - noisy},
                         {"pca_rank", rank},
                         {"pca_psnr_db", pca},
                         {"gain_over_pca_db", denoised - pca}});
}

int run_denoise(const DenoiseOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  Result<Model> model = load_model_here(options.model);
  if (!model) return output.fail(model.error());
  const Result<Settings> settings = make_settings(options.settings.given(), model->settings);
  if (!settings) return output.fail(settings.error());
  model->settings = *settings;
  const auto data = open_data(*settings);
  if (!data) return output.fail(data.error());
  if (Status status = check_shape(*model, **data); !status) return output.fail(status.error());
  auto runner =
      ModelRunner::create(*model, {.threads = settings->compute.threads, .labels = LabelPolicy::kDecodingOnly});
  if (!runner) return output.fail(runner.error());

  const Compute& compute = (*runner)->compute();
  const Noise noise = noise_of(*settings);
  const Samples clean = read_samples(**data, Split::kHeldOut);
  const Samples noisy = with_noise(clean, model->input, noise, compute);
  const PrincipalComponents components = fit_principal_components(read_samples(**data, Split::kTraining),
                                                                  std::min(kMostComponents, clean.features), compute);
  if (!options.png.empty()) {
    const Samples denoised = reconstruct(**runner, noisy);
    const Status status = write_picture(options.png, model->input, {&clean, &noisy, &denoised});
    if (!status) return output.fail(status.error());
  }
  output.line("On " + describe_data(**data, Split::kHeldOut) + ":");
  return report(output, measure_denoising(**runner, clean, noisy, components), noise);
}

}  // namespace

Command add_denoise(CLI::App& program) {
  auto options = std::make_shared<DenoiseOptions>();
  CLI::App* app = program.add_subcommand("denoise", "take noise away from held-out images");
  app->add_option("MODEL", options->model, "a model that Hourglass saved")->required()->type_name("");
  app->add_option("--png", options->png, "write some images clean, noisy and denoised as one picture")
      ->type_name("FILE");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  options->settings.add(*app, {SettingGroup::kData, SettingGroup::kRun}, {"corruption", "corruption_strength"});
  app->footer("The data, the noise and everything else that is not given is as it was in the model's training.");
  return {app, [options] { return run_denoise(*options); }};
}

}  // namespace hourglass
