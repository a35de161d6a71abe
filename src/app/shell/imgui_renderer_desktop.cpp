#include <imgui_impl_opengl3.h>

#include "app/shell/imgui_renderer.h"

namespace hourglass {

// The backend creates and destroys its own objects.
void ImGuiRenderer::create_drawing() {}
void ImGuiRenderer::destroy_drawing() {}

void ImGuiRenderer::render(ImDrawData& data) { ImGui_ImplOpenGL3_RenderDrawData(&data); }

}  // namespace hourglass
