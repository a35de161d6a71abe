// Draws ImGui's draw data with OpenGL. ImGui's own backend provides the fonts' textures on every platform, and draws on
// the desktop (imgui_renderer_desktop.cpp); the web page draws by itself (imgui_renderer_web.cpp).
#pragma once

#include <imgui.h>

namespace hourglass {

/// One per OpenGL context, which must be current in every call.
class ImGuiRenderer {
 public:
  void create();
  /// Also after the context was lost: its objects are then gone, and only their names are dropped.
  void destroy();
  /// Creates the fonts' texture where it does not exist. Call it before ImGui::NewFrame.
  void begin_frame();
  /// Call it after the fonts were rebuilt: the next frame creates their texture again.
  void reset_fonts();
  /// Draws into the framebuffer that is bound, without clearing it. May change the scissor test and
  /// its rectangle.
  void render(ImDrawData& data);

 private:
  void create_fonts();
  void create_drawing();
  void destroy_drawing();

  // Used by imgui_renderer_web.cpp.
  unsigned program_ = 0, vertex_array_ = 0, vertices_ = 0, indices_ = 0;
  int projection_ = -1;
};

}  // namespace hourglass
