// What "?" opens: what the application is, what its panels show, its keys, and the way to tour and tutorial.
#pragma once

#include "app/state/view.h"

namespace hourglass {

void draw_help(const View& view, AppState& state);

}  // namespace hourglass
