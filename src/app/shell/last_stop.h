// The last stop of the keyboard's walk through the page: from there Tab leaves the canvas.
#pragma once

#include "app/state/view.h"

namespace hourglass {

/// Draws it while it has the focus. Call it after all other controls of the window "page".
void draw_last_stop(const View& view, AppState& state);

/// Whether Tab, or Shift+Tab where `backwards`, leaves the canvas now: the last stop has the focus, and the walk came
/// to it in this direction. Then nothing has the focus any more.
bool leave_by_tab(AppState& state, bool backwards);

}  // namespace hourglass
