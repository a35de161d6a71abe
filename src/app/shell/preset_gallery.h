// The menu of presets as a gallery: a picture and a sentence for each.
#pragma once

#include "app/state/view.h"

namespace hourglass {

/// The button with the present preset's title, `width` CSS pixels wide, and the gallery that it opens.
void draw_preset_gallery(const View& view, AppState& state, CommandQueue& queue, float width);

}  // namespace hourglass
