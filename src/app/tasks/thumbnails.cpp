#include "app/tasks/thumbnails.h"

#include <algorithm>

#include "data/sample_picture.h"

namespace hourglass {
namespace {

constexpr int kMostSide = 40;

/// The side of the square of pixels that becomes one.
int square_of(Shape shape) { return (std::max(shape.width, shape.height) + kMostSide - 1) / kMostSide; }

float mean_of_square(const float* image, Shape shape, int row, int column, int channel) {
  const int square = square_of(shape);
  const int bottom = std::min((row + 1) * square, shape.height), right = std::min((column + 1) * square, shape.width);
  float sum = 0;
  int count = 0;
  for (int y = row * square; y < bottom; ++y) {
    for (int x = column * square; x < right; ++x) sum += image[(y * shape.width + x) * shape.channels + channel];
    count += right - column * square;
  }
  return sum / static_cast<float>(count);
}

/// The width of a drawn picture: sharp on a screen of usual density.
constexpr int kDrawnWidth = 56;

Shape small_image_shape(Shape shape) {
  const int square = square_of(shape);
  return {(shape.height + square - 1) / square, (shape.width + square - 1) / square, shape.channels};
}

void append_small_image(const float* image, Shape shape, std::vector<float>& pixels) {
  const Shape small = small_image_shape(shape);
  for (int row = 0; row < small.height; ++row) {
    for (int i = 0; i < small.width * small.channels; ++i)
      pixels.push_back(mean_of_square(image, shape, row, i / small.channels, i % small.channels));
  }
}

}  // namespace

Shape thumbnail_shape(const DataDescription& description, Shape shape) {
  if (description.kind == DataKind::kImage) return small_image_shape(shape);
  return picture_shape(description, shape, kDrawnWidth);
}

bool append_thumbnails(std::span<const float> samples, const DataDescription& description, Shape shape, int count,
                       std::vector<float>& pixels) {
  const auto features = static_cast<std::size_t>(shape.features());
  if (features == 0 || samples.size() != features * static_cast<std::size_t>(count)) return false;
  const Shape small = thumbnail_shape(description, shape);
  if (small == shape && description.kind == DataKind::kImage) {
    pixels.insert(pixels.end(), samples.begin(), samples.end());
    return true;
  }
  std::vector<float> picture;
  for (std::size_t first = 0; first < samples.size(); first += features) {
    if (description.kind == DataKind::kImage) {
      append_small_image(samples.data() + first, shape, pixels);
      continue;
    }
    draw_sample(description, shape, samples.subspan(first, features), small, picture);
    pixels.insert(pixels.end(), picture.begin(), picture.end());
  }
  return true;
}

std::span<const float> Thumbnails::tile(int n) const {
  const auto features = static_cast<std::size_t>(shape.features());
  return std::span(pixels).subspan(static_cast<std::size_t>(n) * features, features);
}

bool Thumbnails::append_decoded(Inference& inference, const Model& model, const std::vector<float>& codes, int batch,
                                int label) {
  const std::vector<int> labels(static_cast<std::size_t>(batch), label);
  const Result<std::vector<float>> images = inference.decode(model, codes, labels);
  if (!images || !append_thumbnails(*images, model.description, model.input, batch, pixels)) return false;
  count += batch;
  return true;
}

}  // namespace hourglass
