// The panel of the network: its layers as columns, and one sample on its way through them.
#pragma once

#include "app/state/view.h"

namespace hourglass {

void draw_network(const View& view, AppState& state, CommandQueue& queue);

}  // namespace hourglass
