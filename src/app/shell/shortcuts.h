// The keyboard: what single keys do, and the list that tells it.
#pragma once

#include "app/state/view.h"

namespace hourglass {

/// Carries out the keys pressed in this frame, unless they belong to a text field or a widget that has the focus.
/// Between ImGui::NewFrame and the page.
void read_shortcuts(const View& view, AppState& state, CommandQueue& queue);

/// One row of the list of keys.
struct Shortcut {
  std::string_view keys, what;
};
std::span<const Shortcut> shortcuts();

}  // namespace hourglass
