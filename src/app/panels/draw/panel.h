// The panel to draw on: the drawing, its reconstruction, and the training images nearest to it.
#pragma once

#include "app/state/view.h"

namespace hourglass {

void draw_pad(const View& view, AppState& state, CommandQueue& queue);

}  // namespace hourglass
