// The keyboard focus: Tab walks all controls of the page in reading order, arrows those of a group.
#pragma once

#include <imgui.h>

namespace hourglass {

/// A child window whose controls belong to the same walk as those around it. Call ImGui::EndChild in any case.
bool begin_child(const char* name, ImVec2 size, ImGuiChildFlags child = 0, ImGuiWindowFlags flags = 0);

/// How the keyboard reaches the controls that are made while a FocusScope lives, where no outer one narrows it further.
enum class Reach {
  kTab,     ///< Tab stops there
  kArrows,  ///< Tab passes by: the control is one of a group, of which another is the stop
  kNone     ///< only the mouse reaches it
};
class FocusScope {
 public:
  explicit FocusScope(Reach reach);
  ~FocusScope();
  FocusScope(const FocusScope&) = delete;
  FocusScope& operator=(const FocusScope&) = delete;
};

/// Draws the ring of the last item, if the keyboard has moved the focus to it.
void draw_focus_ring();

/// Whether the keyboard has moved the focus to the last item, or into it where it is a group.
bool holds_focus();

/// -1, 0 or 1: the direction in which an arrow key changes the value of the last item, which has the focus. The key
/// then does not move the focus.
int arrow_step(ImGuiKey less, ImGuiKey more);

/// Whether the walk looks for its next control in this frame. Controls out of sight must be made then too.
bool focus_moves();

/// The next control made in this window gets the focus.
void focus_first_control();
/// Nothing has the focus any more; the next Tab begins at the first control.
void forget_focus();
/// Whether any control has the focus.
bool has_focus();

}  // namespace hourglass
