// The panel of new images, decoded from random codes.
#pragma once

#include "app/state/view.h"

namespace hourglass {

void draw_generate(const View& view, AppState& state, CommandQueue& queue);

}  // namespace hourglass
