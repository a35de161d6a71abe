#include "app/shell/last_stop.h"

#include "app/shell/overlay.h"
#include "app/widgets/focus.h"

namespace hourglass {
namespace {

struct LastStop {
  bool reached = false;
  bool backwards = false;  ///< by Shift+Tab from the first control
  // Of the last Tab: its direction, and whether a control had the focus before it.
  bool shift = false, from_control = false;
};

}  // namespace

void draw_last_stop(const View& view, AppState& state) {
  LastStop& stop = state.memory.of<LastStop>();
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetCursorScreenPos({screen.x - 1, screen.y - 1});
  const bool tab = ImGui::IsKeyPressed(ImGuiKey_Tab), shift = ImGui::GetIO().KeyShift;
  ImGui::InvisibleButton("last stop", {1, 1});
  const bool reached = ImGui::IsItemFocused() && ImGui::GetIO().NavVisible;
  if (reached && !stop.reached) stop.backwards = stop.shift && stop.from_control;
  stop.reached = reached;
  if (tab) {
    stop.shift = shift;
    stop.from_control = has_focus();
  }
  if (reached) draw_sentence(view, "last stop", "End of the controls: Tab leaves them.");
}

bool leave_by_tab(AppState& state, bool backwards) {
  LastStop& stop = state.memory.of<LastStop>();
  if (!stop.reached || stop.backwards != backwards) return false;
  stop = {};
  forget_focus();
  return true;
}

}  // namespace hourglass
