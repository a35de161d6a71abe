// The list of all settings: few first, then those of the kind of autoencoder at hand, then the rest.
#pragma once

#include "app/state/view.h"

namespace hourglass {

/// In one column whose rest is closed, or in several where `width` (ImGui units) has room; where the search field has a
/// text, the settings that it finds.
void draw_settings_list(const View& view, AppState& state, CommandQueue& queue, float width);

}  // namespace hourglass
