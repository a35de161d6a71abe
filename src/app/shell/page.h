// The page: bar, panels, banner, and how panels are shown, hidden, moved apart and shown alone.
#pragma once

#include "app/state/view.h"

namespace hourglass {

/// Draws everything into one ImGui window as large as the screen.
void draw_page(const View& view, AppState& state, CommandQueue& queue);

}  // namespace hourglass
