#include "app/shell/imgui_renderer.h"

#include <imgui_impl_opengl3.h>

namespace hourglass {
namespace {

const char* const kShaderVersion =
#if defined(__EMSCRIPTEN__)
    "#version 300 es";
#else
    "#version 130";
#endif

}  // namespace

void ImGuiRenderer::create() {
  ImGui_ImplOpenGL3_Init(kShaderVersion);
  create_drawing();
}

void ImGuiRenderer::destroy() {
  destroy_drawing();
  ImGui_ImplOpenGL3_Shutdown();
}

void ImGuiRenderer::begin_frame() {
#if !defined(__EMSCRIPTEN__)
  ImGui_ImplOpenGL3_NewFrame();
#endif
  create_fonts();
}

#if IMGUI_VERSION_NUM >= 19200
// Rendering updates the fonts' textures.
void ImGuiRenderer::create_fonts() {}
void ImGuiRenderer::reset_fonts() {}
#else
void ImGuiRenderer::create_fonts() {
  if (ImGui::GetIO().Fonts->TexID == ImTextureID{}) ImGui_ImplOpenGL3_CreateFontsTexture();
}

void ImGuiRenderer::reset_fonts() { ImGui_ImplOpenGL3_DestroyFontsTexture(); }
#endif

}  // namespace hourglass
