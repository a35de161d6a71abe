#include "io/sample_formats.h"

#include <algorithm>

#include "core/find_by.h"
#include "data/writers/csv_writer.h"
#include "data/writers/npy_writer.h"
#include "data/writers/text_writer.h"
#include "data/writers/wav_writer.h"
#include "io/sample_sheet.h"

namespace hourglass {
namespace {

using File = Result<std::vector<std::byte>>;

bool is_signal(const DataDescription& description) { return description.kind == DataKind::kSignal; }

/// Whether samples can be drawn.
bool is_drawn(const DataDescription& description, const Shape& shape) {
  return description.kind != DataKind::kImage || shape.channels == 1 || shape.channels == 3;
}

constexpr SampleFormat kFormats[] = {
    {".txt", [](const DataDescription& d, const Shape&) { return d.kind == DataKind::kText; },
     [](const WrittenSamples& samples, const PictureOptions&) -> File { return text_file_of(samples); }},
    {".csv", [](const DataDescription& d, const Shape&) { return d.kind == DataKind::kTable || is_signal(d); },
     [](const WrittenSamples& samples, const PictureOptions&) -> File { return csv_file_of(samples); }},
    {".npy", [](const DataDescription& d, const Shape&) { return d.kind == DataKind::kImage || is_signal(d); },
     [](const WrittenSamples& samples, const PictureOptions&) -> File { return npy_file_of(samples); }},
    {".wav", [](const DataDescription& d, const Shape&) { return is_signal(d) && d.sample_rate >= 1; },
     [](const WrittenSamples& samples, const PictureOptions&) -> File { return wav_file_of(samples); }},
    {".png", is_drawn,
     [](const WrittenSamples& samples, const PictureOptions& options) -> File {
       const ImageGrid grid = sample_sheet(samples, options.columns);
       return png_file(grid.shape, grid.pixels);
     }},
    {".apng", is_drawn,
     [](const WrittenSamples& samples, const PictureOptions& options) -> File {
       return film_of(samples, options.film);
     }},
};

/// The ending of a path's last part, with its dot and in lower case; empty where there is none.
std::string ending_of(std::string_view path) {
  const std::string_view name = path.substr(path.find_last_of('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return "";
  std::string ending(name.substr(dot));
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return ending;
}

const SampleFormat* find_format_of(std::string_view ending, const DataDescription& description, const Shape& shape) {
  const SampleFormat* format = find_by(kFormats, &SampleFormat::ending, ending);
  return format != nullptr && format->fits(description, shape) ? format : nullptr;
}

/// The kind's own ending; of images that are no picture (2 channels, or more than 3) that of the next format.
std::string_view own_ending(const DataDescription& description, const Shape& shape) {
  const std::string_view own = data_kind_row(description.kind).file_ending;
  return find_format_of(own, description, shape) != nullptr ? own : ".npy";
}

}  // namespace

std::span<const SampleFormat> sample_formats() { return kFormats; }

std::string format_endings(const DataDescription& description, const Shape& shape) {
  const std::string_view own = own_ending(description, shape);
  std::string endings(own);
  for (const SampleFormat& format : kFormats) {
    if (format.ending != own && format.fits(description, shape)) endings += ", " + std::string(format.ending);
  }
  return endings;
}

Result<const SampleFormat*> find_sample_format(std::string_view option, std::string_view path,
                                               const DataDescription& description, const Shape& shape) {
  const DataKindRow& kind = data_kind_row(description.kind);
  std::string ending = ending_of(path);
  if (ending.empty()) ending = own_ending(description, shape);
  if (const SampleFormat* format = find_format_of(ending, description, shape)) return format;
  return Error{"argument-not-a-choice", std::string(option), "",
               "for " + std::string(kind.samples) + " a file's name that ends in " + format_endings(description, shape),
               ending};
}

}  // namespace hourglass
