// The panel of samples, their reconstructions and the differences.
#pragma once

#include "app/state/view.h"

namespace hourglass {

void draw_reconstructions(const View& view, AppState& state, CommandQueue& queue);

}  // namespace hourglass
