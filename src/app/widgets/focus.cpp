#include "app/widgets/focus.h"

#include <imgui_internal.h>

namespace hourglass {

bool begin_child(const char* name, ImVec2 size, ImGuiChildFlags child, ImGuiWindowFlags flags) {
#if IMGUI_VERSION_NUM >= 19090
  return ImGui::BeginChild(name, size, child | ImGuiChildFlags_NavFlattened, flags);
#else
  return ImGui::BeginChild(name, size, child, flags | ImGuiWindowFlags_NavFlattened);
#endif
}

FocusScope::FocusScope(Reach reach) {
  const ImGuiItemFlags outer = ImGui::GetCurrentContext()->CurrentItemFlags;
  ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop, reach != Reach::kTab || (outer & ImGuiItemFlags_NoTabStop) != 0);
  ImGui::PushItemFlag(ImGuiItemFlags_NoNav, reach == Reach::kNone || (outer & ImGuiItemFlags_NoNav) != 0);
}

FocusScope::~FocusScope() {
  ImGui::PopItemFlag();
  ImGui::PopItemFlag();
}

void draw_focus_ring() {
  if (!ImGui::IsItemFocused() || !ImGui::GetIO().NavVisible) return;
  constexpr float kGap = 2, kThick = 2, kRound = 7;
  const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
  ImGui::GetWindowDrawList()->AddRect({from.x - kGap, from.y - kGap}, {to.x + kGap, to.y + kGap},
                                      ImGui::GetColorU32(ImGuiCol_NavHighlight), kRound, 0, kThick);
}

bool holds_focus() {
  if (!ImGui::GetIO().NavVisible) return false;
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  if (context.NavId == 0 || context.NavWindow != context.CurrentWindow) return false;
  const ImRect focus = ImGui::WindowRectRelToAbs(context.NavWindow, context.NavWindow->NavRectRel[0]);
  return ImRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax()).Contains(focus);
}

int arrow_step(ImGuiKey less, ImGuiKey more) {
  if (!ImGui::IsItemFocused()) return 0;
  const int step = static_cast<int>(ImGui::IsKeyPressed(more)) - static_cast<int>(ImGui::IsKeyPressed(less));
  if (step != 0) ImGui::NavMoveRequestCancel();
  return step;
}

bool focus_moves() { return ImGui::GetCurrentContext()->NavAnyRequest; }

void focus_first_control() {
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  ImGui::FocusWindow(window);
  ImGui::NavInitWindow(window, true);
}

void forget_focus() {
  ImGuiContext& context = *ImGui::GetCurrentContext();
  if (context.NavWindow) context.NavWindow->NavLastIds[0] = 0;
  context.NavId = 0;
  ImGui::FocusWindow(nullptr);
}

bool has_focus() { return ImGui::GetCurrentContext()->NavId != 0; }

}  // namespace hourglass
