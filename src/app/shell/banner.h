// An error, a divergence or a short notice, over the lower edge of the window.
#pragma once

#include "app/state/view.h"

namespace hourglass {

void draw_banner(const View& view, AppState& state, CommandQueue& queue);

}  // namespace hourglass
