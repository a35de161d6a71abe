// Writes NumPy arrays.
//
// Format: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays", version 1.0.
#pragma once

#include <cstddef>
#include <vector>

#include "data/writers/written_samples.h"

namespace hourglass {

/// An array of 32-bit floats in C order, unscaled: (count, height, width) or (count, height, width, channels) for
/// images, (count, time) or (count, time, channels) for signals, (count, features) for all else.
std::vector<std::byte> npy_file_of(const WrittenSamples& samples);

}  // namespace hourglass
