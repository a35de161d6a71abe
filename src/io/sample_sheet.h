// Samples of any kind as one picture.
#pragma once

#include "data/writers/written_samples.h"
#include "io/png.h"

namespace hourglass {

/// Samples side by side, `columns` in a row: images as they are, all other kinds as draw_sample draws them. Images have
/// 1 or 3 channels.
ImageGrid sample_sheet(const WrittenSamples& samples, int columns);

}  // namespace hourglass
