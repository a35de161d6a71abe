// The panel of all settings.
#pragma once

#include "app/state/view.h"

namespace hourglass {

void draw_settings(const View& view, AppState& state, CommandQueue& queue);

}  // namespace hourglass
