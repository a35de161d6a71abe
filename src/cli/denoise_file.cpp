#include "cli/denoise_file.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "analysis/overlap.h"
#include "analysis/sample_inference.h"
#include "cli/new_data.h"
#include "core/file.h"
#include "core/number_text.h"
#include "data/readers/wav.h"
#include "io/sample_formats.h"

namespace hourglass {
namespace {

/// Samples on their way from the input to the output.
struct Cleaned {
  std::vector<float> values;
  Shape shape;               ///< of a sample
  std::uint32_t count = 0;   ///< samples
  std::uint64_t filled = 0;  ///< missing values that were filled in
};

std::string text_of(int channels, double rate) {
  return std::to_string(channels) + (channels == 1 ? " channel" : " channels") +
         (rate > 0 ? " of " + number_text(rate) + " values per second" : "");
}

/// Refuses sounds with other channels, or with another rate where the model knows its own.
Status check_sound(const Sound& sound, const Model& model, const std::string& source) {
  const double rate = model.description.sample_rate;
  const bool fits = sound.channels == model.input.channels && (rate == 0 || rate == sound.sample_rate);
  if (fits && !sound.values.empty()) return Done{};
  if (fits) return Error{"file-empty", source, "", "at least one value", "none"};
  return Error{"data-shape-mismatch", source, "", text_of(model.input.channels, rate),
               text_of(sound.channels, rate > 0 ? sound.sample_rate : 0)};
}

Result<Cleaned> clean_sound(const std::vector<std::byte>& file, const std::string& source, const Model& model,
                            ModelRunner& runner) {
  auto sound = parse_wav(file, source);
  if (!sound) return sound.error();
  if (Status status = check_sound(*sound, model, source); !status) return status.error();
  const auto size = static_cast<std::size_t>(model.input.width), channels = static_cast<std::size_t>(sound->channels);
  const OverlappingWindows windows{size, std::max<std::size_t>(size / 2, 1), channels};
  const std::size_t places = sound->values.size() / channels;
  const Scaling& scaling = model.description.scaling;
  for (std::size_t i = 0; i < sound->values.size(); ++i) sound->values[i] = scaling.feature(sound->values[i], 0);
  const auto count = static_cast<std::uint32_t>(windows.count(places));
  const Samples noisy{model.input.features(), count, cut_into_windows(sound->values, windows), {}};
  const Samples clean = reconstruct(runner, noisy);
  return Cleaned{join_windows(clean.values, places, windows), {1, static_cast<int>(places), sound->channels}, 1, 0};
}

/// The values that were given in the place of reconstructed ones; returns how many were missing.
std::uint64_t keep_known(const Samples& given, std::vector<float>& values) {
  std::uint64_t missing = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(given.values[i])) ++missing;
    else values[i] = given.values[i];
  }
  return missing;
}

Result<Cleaned> clean_samples(const DenoiseFileOptions& options, const Model& model, ModelRunner& runner) {
  Settings settings = model.settings;
  settings.data.source = options.input;
  const auto given = read_new_samples(model, settings);
  if (!given) return given.error();
  Samples filled = *given;
  fill_missing(model.description, filled);
  Cleaned cleaned{reconstruct(runner, filled).values, model.input, given->count, 0};
  if (options.fill_missing) cleaned.filled = keep_known(*given, cleaned.values);
  return cleaned;
}

/// A sound's bytes, where the model's samples are signals and the path leads to a WAV file.
std::optional<std::vector<std::byte>> sound_file(const std::string& path, const Model& model) {
  if (model.description.kind != DataKind::kSignal) return std::nullopt;
  auto file = read_file(path);
  if (!file || !is_wav(*file)) return std::nullopt;
  return std::move(*file);
}

Status check_options(const DenoiseFileOptions& options, const Model& model) {
  if (options.fill_missing && !model.description.has_missing) {
    return Error{"setting-does-not-fit", "--fill-missing", "", "a model of a table with missing values",
                 "a model of " + std::string(data_kind_row(model.description.kind).samples) + " without"};
  }
  const auto format = find_sample_format("--output", options.output, model.description, model.input);
  if (!format) return format.error();
  return check_writable(options.output);
}

}  // namespace

int denoise_file(const Output& output, const DenoiseFileOptions& options, const Model& model, ModelRunner& runner) {
  if (Status status = check_options(options, model); !status) return output.fail(status.error());
  const auto sound = sound_file(options.input, model);
  const auto cleaned =
      sound ? clean_sound(*sound, options.input, model, runner) : clean_samples(options, model, runner);
  if (!cleaned) return output.fail(cleaned.error());
  const auto format = find_sample_format("--output", options.output, model.description, cleaned->shape);
  if (!format) return output.fail(format.error());
  const int columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(cleaned->count))));
  const auto file = (*format)->write({model.description, cleaned->shape, cleaned->values}, {.columns = columns});
  if (!file) return output.fail(file.error());
  if (Status status = write_file_atomically(options.output, *file); !status) return output.fail(status.error());
  const DataKindRow& kind = data_kind_row(model.description.kind);
  output.line("Cleaned " + grouped(cleaned->count) + " " +
              std::string(cleaned->count == 1 ? kind.sample : kind.samples) +
              (options.fill_missing ? ", filled in " + grouped(cleaned->filled) + " missing values" : "") + ": " +
              options.output);
  Json object = {{"samples", cleaned->count}, {"output", json_text(options.output)}};
  if (options.fill_missing) object["filled"] = cleaned->filled;
  return output.succeed(object);
}

}  // namespace hourglass
