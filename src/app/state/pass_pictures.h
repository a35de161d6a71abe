// The selected sample as pictures: its input, the network's output, and the difference.
#pragma once

#include "app/state/view.h"

namespace hourglass {

/// The least height, in CSS pixels, for which draw_pass_pictures is worth calling.
inline constexpr float kLeastPassPictures = 120;

/// Draws all three, or the first two, arranged so that they fill the room best.
void draw_pass_pictures(const View& view, ImVec2 room);

}  // namespace hourglass
