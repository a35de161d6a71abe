#include "cli/sample_output.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/sample_text.h"
#include "core/file.h"

namespace hourglass {
namespace {

/// Writes samples to `path` in the format of the name `named`.
Status write_as(std::string_view option, std::string_view named, const std::string& path, const WrittenSamples& samples,
                const PictureOptions& picture) {
  const auto format = find_sample_format(option, named, samples.description, samples.shape);
  if (!format) return format.error();
  const auto file = (*format)->write(samples, picture);
  if (!file) return file.error();
  return write_file_atomically(path, *file);
}

/// The first samples, at most `most`.
WrittenSamples first_of(const WrittenSamples& samples, std::size_t most) {
  WrittenSamples first = samples;
  const std::size_t count = std::min(most, samples.count());
  first.values = samples.values.first(count * static_cast<std::size_t>(samples.shape.features()));
  first.labels = samples.labels.first(std::min(count, samples.labels.size()));
  return first;
}

}  // namespace

void SampleOutputOptions::add(CLI::App& command) {
  command
      .add_option("-o,--out", out,
                  "write the samples in the format that the name ends in: .png or .npy for images; .csv, .npy, .wav or "
                  ".png for signals; .csv or .png for tables; .txt or .png for texts; .apng for a film of any kind")
      ->type_name("FILE");
  command.add_option("--png", png, "also write them as one picture")->type_name("FILE");
  command.add_option("--columns", picture.columns, "samples in a row of the picture (1 to 1000); default 10")
      ->type_name("NUMBER")
      ->check(CLI::Range(1, 1000).description(""));
  command
      .add_option("--frame-time", picture.film.milliseconds,
                  "milliseconds that a film shows each sample (1 to 65535); default 100")
      ->type_name("NUMBER")
      ->check(CLI::Range(1, 65535).description(""));
  command.add_option("--zoom", picture.film.zoom, "pixels of a film for each of a sample, across and down (1 to 64)")
      ->type_name("NUMBER")
      ->check(CLI::Range(1, 64).description(""));
  command.add_flag("--there-and-back", picture.film.there_and_back, "a film runs backwards after its end");
}

Status SampleOutputOptions::check(const DataDescription& description, const Shape& shape) const {
  if (out.empty()) return Done{};
  const auto format = find_sample_format("--out", out, description, shape);
  if (!format) return format.error();
  return Done{};
}

Status SampleOutputOptions::write(const Output& output, const WrittenSamples& samples, std::size_t most) const {
  if (!out.empty()) {
    if (Status status = write_as("--out", out, out, samples, picture); !status) return status;
  }
  if (!png.empty()) {
    if (Status status = write_as("--png", "picture.png", png, samples, picture); !status) return status;
  }
  if (out.empty() && png.empty()) print_samples(output, first_of(samples, most));
  return Done{};
}

}  // namespace hourglass
