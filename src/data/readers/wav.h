// Reads sounds: RIFF WAVE files of whole numbers (8, 16, 24, 32 bits) or floats (32, 64 bits), any number of channels.
//
// Format: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0", and WAVEFORMATEXTENSIBLE.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/checked.h"
#include "core/error.h"

namespace hourglass {

struct Sound {
  int channels = 1;
  double sample_rate = 0;
  /// Frames one after the other, each of one value per channel. Whole numbers are scaled to [-1, 1).
  std::vector<float> values;
};

bool is_wav(std::span<const std::byte> bytes);

/// Error codes: file-truncated, file-corrupt (no or impossible format), file-unsupported (another encoding),
/// file-over-budget.
Result<Sound> parse_wav(std::span<const std::byte> file, const std::string& source, const MemoryBudget& budget = {});

}  // namespace hourglass
