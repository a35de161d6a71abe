// Writes sounds as RIFF WAVE files.
//
// Format: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0", and "New Multimedia Data
// Types and Data Techniques" for floats.
#pragma once

#include <cstddef>
#include <vector>

#include "core/error.h"
#include "data/writers/written_samples.h"

namespace hourglass {

/// All samples of a signal one after the other, as 32-bit floats, unscaled: values outside of [-1, 1] stay what they
/// are. Error codes: argument-not-a-choice where the signal's rate is unknown, file-over-budget above the format's 4
/// GB.
Result<std::vector<std::byte>> wav_file_of(const WrittenSamples& samples);

}  // namespace hourglass
