// Where the panels stand: beside each other on wide windows, one below the other on narrow ones.
#pragma once

#include "app/view.h"

namespace hourglass {

/// Draws everything into one ImGui window as large as the screen.
void draw_page(const View& view, AppState& state, CommandQueue& queue);

}  // namespace hourglass
