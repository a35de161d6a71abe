// Small versions of images, for where many stand side by side.
#pragma once

#include <span>
#include <vector>

#include "core/shape.h"
#include "session/inference.h"

namespace hourglass {

/// The shape of an image's small version: neither side above 40 pixels, made from whole squares of the image's.
Shape thumbnail_shape(Shape shape);
/// Appends the small versions of `count` images; false (and nothing) where `images` holds another number of them.
bool append_thumbnails(std::span<const float> images, Shape shape, int count, std::vector<float>& pixels);

/// Small images of codes, in the making or done.
struct Thumbnails {
  Shape shape;
  std::vector<float> pixels;
  int count = 0;

  std::span<const float> tile(int n) const;
  /// Appends what `model` paints of `codes`, all told the same label; false where they are not `batch` codes of its
  /// size.
  bool append_decoded(Inference& inference, const Model& model, const std::vector<float>& codes, int batch, int label);
};

}  // namespace hourglass
