// The first visit's guide: a few bubbles beside the parts of the page that they speak of, one at a time.
#pragma once

#include "app/state/view.h"

namespace hourglass {

/// Draws the bubble of state.tour_step, if there is one; its buttons go on to the next or end the tour.
void draw_tour(const View& view, AppState& state);

/// Ends it for good: it does not come back by itself.
void end_tour(const View& view, AppState& state);

}  // namespace hourglass
