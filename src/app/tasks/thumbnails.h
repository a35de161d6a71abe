// Small pictures of samples, for places that show many side by side.
#pragma once

#include <span>
#include <vector>

#include "core/shape.h"
#include "data/description.h"
#include "session/inference.h"

namespace hourglass {

/// The shape of a sample's small picture. An image's: neither side above 40 pixels, each pixel the mean of a square of
/// the image's. Other samples are drawn (data/sample_picture.h), words as wide as their letters need.
Shape thumbnail_shape(const DataDescription& description, Shape shape);
/// Appends the small pictures of `count` samples; false (and nothing) where `samples` holds another number of them.
bool append_thumbnails(std::span<const float> samples, const DataDescription& description, Shape shape, int count,
                       std::vector<float>& pixels);

/// Small pictures decoded from codes, complete or still growing.
struct Thumbnails {
  Shape shape;
  std::vector<float> pixels;
  int count = 0;

  std::span<const float> tile(int n) const;
  /// Appends the pictures of what `model` decodes from `codes`, all with the same label; false where they are not
  /// `batch` codes of its size.
  bool append_decoded(Inference& inference, const Model& model, const std::vector<float>& codes, int batch, int label);
};

}  // namespace hourglass
