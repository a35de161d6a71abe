// Samples of any kind as one picture.
#pragma once

#include <vector>

#include "core/shape.h"
#include "data/writers/written_samples.h"
#include "io/png.h"

namespace hourglass {

/// Samples as pictures of one shape, one after the other, with values in [0, 1]: images as they are, all other kinds as
/// draw_sample draws them. Images have 1 or 3 channels.
struct DrawnSamples {
  Shape shape;
  std::vector<float> values;
};
DrawnSamples drawn_samples(const WrittenSamples& samples);

/// Samples side by side, `columns` in a row, as drawn_samples draws them.
ImageGrid sample_sheet(const WrittenSamples& samples, int columns);

}  // namespace hourglass
