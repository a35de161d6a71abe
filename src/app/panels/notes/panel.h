// The panel of the lab notes: what the diagnosis found in the run.
#pragma once

#include "app/state/view.h"

namespace hourglass {

void draw_notes(const View& view, AppState& state, CommandQueue& queue);

}  // namespace hourglass
