#include "io/sample_sheet.h"

#include "data/sample_picture.h"

namespace hourglass {

ImageGrid sample_sheet(const WrittenSamples& samples, int columns) {
  constexpr int kWidth = 160;  // of a drawing, in pixels
  const Shape picture = picture_shape(samples.description, samples.shape, kWidth);
  std::vector<float> all, pixels;
  for (std::size_t i = 0; i < samples.count(); ++i) {
    draw_sample(samples.description, samples.shape, samples.sample(i), picture, pixels);
    all.insert(all.end(), pixels.begin(), pixels.end());
  }
  return image_grid(picture, all, columns);
}

}  // namespace hourglass
