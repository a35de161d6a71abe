// One setting in the panel: its ring, label and field.
#pragma once

#include <string>

#include "app/state/view.h"

namespace hourglass {

/// learning_rate -> "Learning rate".
std::string label_of(const Setting& setting);

/// A ring, a label with its unit, and the field, which is disabled where the setting has no effect; `width` in ImGui
/// units. A refusal of what was typed stands under it.
void draw_setting(const View& view, const Setting& setting, AppState& state, CommandQueue& queue, float width);

}  // namespace hourglass
