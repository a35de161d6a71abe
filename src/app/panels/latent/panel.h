// The panel of the latent space: the codes of held-out images on a plane.
#pragma once

#include "app/state/view.h"

namespace hourglass {

void draw_latent(const View& view, AppState& state, CommandQueue& queue);

}  // namespace hourglass
