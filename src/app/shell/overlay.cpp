#include "app/shell/overlay.h"

#include <algorithm>

#include "app/widgets/widgets.h"

namespace hourglass {

bool begin_overlay(const View& view, const char* name, float css_width, ImVec2 at, ImVec2 pivot) {
  const Theme& theme = view.theme;
  const float width = std::min(theme.px(css_width), ImGui::GetIO().DisplaySize.x - theme.px(32));
  ImGui::SetNextWindowPos(at, ImGuiCond_Always, pivot);
  ImGui::SetNextWindowSize({width, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, theme.px(18, 16));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme.px(10));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, theme.px(1));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, mixed(theme.colour.raised, theme.colour.field, 0.6f));
  ImGui::PushStyleColor(ImGuiCol_Border, faded(theme.colour.accent, 0.6f));
  return ImGui::Begin(name, nullptr,
                      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                          ImGuiWindowFlags_NoFocusOnAppearing);
}

void end_overlay() {
  ImGui::End();
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(3);
}

ImVec2 lower_middle(const View& view) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  return {screen.x / 2, screen.y - view.theme.px(20)};
}

void overlay_text(const View& view, std::string_view words) {
  ImGui::PushFont(view.theme.font.body);
  ImGui::PushTextWrapPos(0);
  text(words);
  ImGui::PopTextWrapPos();
  ImGui::PopFont();
}

}  // namespace hourglass
