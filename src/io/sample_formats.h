// The table of formats that samples are written in.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "data/writers/written_samples.h"
#include "io/film.h"

namespace hourglass {

/// How samples are drawn, in the formats that are pictures.
struct PictureOptions {
  int columns = 10;  ///< samples in a row
  FilmOptions film = {};
};

struct SampleFormat {
  std::string_view ending;                             ///< of a file's name, in lower case: ".npy"
  bool (*fits)(const DataDescription&, const Shape&);  ///< whether it can hold samples of this kind and shape
  Result<std::vector<std::byte>> (*write)(const WrittenSamples&, const PictureOptions&);  ///< the file's bytes
};

/// All formats.
std::span<const SampleFormat> sample_formats();

/// The endings of the formats that fit, the kind's own first: ".csv, .npy, .wav, .png".
std::string format_endings(const DataDescription& description, const Shape& shape);

/// The format that a path's ending names, in any case; without an ending the kind's own. Refuses
/// (argument-not-a-choice) an ending that no format has, and a format that does not fit the samples. `option` is the
/// option that holds the path, for errors.
Result<const SampleFormat*> find_sample_format(std::string_view option, std::string_view path,
                                               const DataDescription& description, const Shape& shape);

}  // namespace hourglass
