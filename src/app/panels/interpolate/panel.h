// The panel of paths between two codes, and of label directions.
#pragma once

#include "app/state/view.h"

namespace hourglass {

void draw_interpolate(const View& view, AppState& state, CommandQueue& queue);

}  // namespace hourglass
