// The bar above the panels: title, the buttons of the run, its numbers.
#pragma once

#include "app/state/view.h"

namespace hourglass {

void draw_top_bar(const View& view, AppState& state, CommandQueue& queue);
/// In CSS pixels.
float top_bar_height(const View& view, const AppState& state);

}  // namespace hourglass
