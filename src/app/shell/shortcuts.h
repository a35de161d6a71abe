// Keyboard shortcuts and their list.
#pragma once

#include "app/state/view.h"

namespace hourglass {

/// Carries out the keys pressed in this frame, unless a text field or a focused widget takes them. Call it between
/// ImGui::NewFrame and draw_page.
void read_shortcuts(const View& view, AppState& state, CommandQueue& queue);

/// One row of the list of keys.
struct Shortcut {
  std::string_view keys, what;
};
std::span<const Shortcut> shortcuts();

}  // namespace hourglass
