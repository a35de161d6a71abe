// The differences between the versions of Dear ImGui that the application is compiled with: 1.90 to 1.92.
#pragma once

#include <cstdint>

#include <imgui.h>

namespace hourglass {

/// The size that a font was added with.
inline float font_size(const ImFont& font) {
#if IMGUI_VERSION_NUM >= 19200
  return font.LegacySize;
#else
  return font.FontSize;
#endif
}

// An ImTextureID is a pointer before 1.91.4 and an integer since; only a C cast converts to both.
/// The ImTextureID of an OpenGL texture.
inline ImTextureID texture_id(unsigned name) { return (ImTextureID) static_cast<std::uintptr_t>(name); }
/// The OpenGL texture of an ImTextureID.
inline unsigned texture_name(ImTextureID id) { return static_cast<unsigned>((std::uintptr_t)id); }

/// The texture that a command draws with. From 1.92 on the fonts' texture is made only when a frame is rendered, and
/// ImDrawCmd::GetTexID() asserts that this was done.
inline ImTextureID texture_of(const ImDrawCmd& command) {
#if IMGUI_VERSION_NUM >= 19200
  return command.TexRef.GetTexID();
#else
  return command.TextureId;
#endif
}

}  // namespace hourglass
