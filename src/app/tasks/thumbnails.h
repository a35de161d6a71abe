// Small versions of images, for places that show many side by side.
#pragma once

#include <span>
#include <vector>

#include "core/shape.h"
#include "session/inference.h"

namespace hourglass {

/// The shape of an image's small version: neither side above 40 pixels, each pixel the mean of a square of the image's.
Shape thumbnail_shape(Shape shape);
/// Appends the small versions of `count` images; false (and nothing) where `images` holds another number of them.
bool append_thumbnails(std::span<const float> images, Shape shape, int count, std::vector<float>& pixels);

/// Small images decoded from codes, complete or still growing.
struct Thumbnails {
  Shape shape;
  std::vector<float> pixels;
  int count = 0;

  std::span<const float> tile(int n) const;
  /// Appends the images that `model` decodes from `codes`, all with the same label; false where they are not `batch`
  /// codes of its size.
  bool append_decoded(Inference& inference, const Model& model, const std::vector<float>& codes, int batch, int label);
};

}  // namespace hourglass
