// Writes texts, one per line.
#pragma once

#include <cstddef>
#include <vector>

#include "data/writers/written_samples.h"

namespace hourglass {

/// The most probable symbols of each text up to its end, in UTF-8, each text followed by a line feed.
std::vector<std::byte> text_file_of(const WrittenSamples& samples);

}  // namespace hourglass
