#include "app/shell/overlay.h"

#include <algorithm>

#include "app/widgets/focus.h"
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

void take_focus_by_tab() {
  if (ImGui::IsKeyPressed(ImGuiKey_Tab) && !ImGui::IsWindowFocused()) focus_first_control();
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

void draw_sentence(const View& view, const char* name, std::string_view sentence) {
  const float width = text_width(view.theme.font.body, sentence) / view.theme.unit + 40;
  if (begin_overlay(view, name, std::min(width, 560.0f), lower_middle(view), {0.5f, 1})) overlay_text(view, sentence);
  const ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  view.regions.mark(name, at, {at.x + size.x, at.y + size.y});
  end_overlay();
}

}  // namespace hourglass
