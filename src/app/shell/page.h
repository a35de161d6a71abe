// The whole interface: bar, panels and banner; panels can be hidden, resized and shown alone.
#pragma once

#include "app/state/view.h"

namespace hourglass {

/// Draws everything into one ImGui window as large as the screen.
void draw_page(const View& view, AppState& state, CommandQueue& queue);

}  // namespace hourglass
