// Samples one after the other as an animated PNG, which browsers and image viewers play; others show its first frame.
//
// Format: Portable Network Graphics (PNG) Specification, W3C, third edition, section on animation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/shape.h"
#include "data/writers/written_samples.h"

namespace hourglass {

struct FilmOptions {
  int zoom = 0;                 ///< a pixel becomes zoom x zoom; 0: as large as keeps the longer side below 200
  int milliseconds = 100;       ///< that a frame is shown, 1 to 65535
  int last_milliseconds = 0;    ///< that the last one is shown; 0: as long as the others
  bool there_and_back = false;  ///< after the last frame come those before it, backwards to the second
};

/// The film of frames of one shape: `pixels` holds height x width x channels bytes for each, as png_file takes them. It
/// begins again after its end. Deterministic for one version of zlib.
std::vector<std::byte> film_file(Shape frame, std::span<const std::uint8_t> pixels, const FilmOptions& options);

/// The film in which each sample is a frame, drawn as sample_sheet draws it.
std::vector<std::byte> film_of(const WrittenSamples& samples, const FilmOptions& options);

}  // namespace hourglass
