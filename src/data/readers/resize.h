// Changes the size of pictures.
#pragma once

#include "data/readers/picture.h"

namespace hourglass {

/// The picture with another height and width, each stretched on its own: a smaller side is the average over the area
/// that each new pixel covers, a larger one is interpolated linearly between pixels' centres. A constant picture stays
/// constant. `height` and `width` are at least 1.
Picture resized(const Picture& picture, int height, int width);

}  // namespace hourglass
