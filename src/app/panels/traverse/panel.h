// The panel of traversals: rows of images in which one coordinate of the code changes.
#pragma once

#include "app/state/view.h"

namespace hourglass {

void draw_traverse(const View& view, AppState& state, CommandQueue& queue);

}  // namespace hourglass
