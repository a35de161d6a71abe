// A sample of any kind as a picture of pixels, for panels, sheets and previews.
#pragma once

#include <span>
#include <vector>

#include "core/shape.h"
#include "data/description.h"

namespace hourglass {

/// The picture of a sample of this shape that suits a place `width` pixels wide. Images and texts have a size of their
/// own, whatever the width. All but images have one channel: the brighter, the more of a thing there is.
Shape picture_shape(const DataDescription& description, const Shape& sample, int width);

/// Assigns the picture ([row][column][channel]) of `values`: features as the description has them, in [0, 1] where
/// nothing scales them otherwise.
///   signal: a line for each channel, the channels beneath each other
///   table: a bar for each numeric column, a cell for each category, as bright as it is probable
///   text: at each place the symbols over each other, each with its probability as its ink
/// Missing values (NaN) leave their place empty.
void draw_sample(const DataDescription& description, const Shape& sample, std::span<const float> values,
                 const Shape& picture, std::vector<float>& pixels);

}  // namespace hourglass
