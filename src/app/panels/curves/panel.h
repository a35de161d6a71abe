// The panel of the loss curves.
#pragma once

#include "app/state/view.h"

namespace hourglass {

void draw_curves(const View& view, AppState& state, CommandQueue& queue);

}  // namespace hourglass
