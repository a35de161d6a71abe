#include "io/sample_sheet.h"

#include "data/sample_picture.h"

namespace hourglass {

DrawnSamples drawn_samples(const WrittenSamples& samples) {
  constexpr int kWidth = 160;  // of a drawing, in pixels
  DrawnSamples drawn{picture_shape(samples.description, samples.shape, kWidth), {}};
  std::vector<float> values;
  for (std::size_t i = 0; i < samples.count(); ++i) {
    draw_sample(samples.description, samples.shape, samples.sample(i), drawn.shape, values);
    drawn.values.insert(drawn.values.end(), values.begin(), values.end());
  }
  return drawn;
}

ImageGrid sample_sheet(const WrittenSamples& samples, int columns) {
  const DrawnSamples drawn = drawn_samples(samples);
  return image_grid(drawn.shape, drawn.values, columns);
}

}  // namespace hourglass
