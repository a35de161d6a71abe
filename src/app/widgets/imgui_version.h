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

/// Sets how far the text cursor moves behind a glyph, with the glyph in the middle of its room. From 1.92 on glyphs are
/// rasterised when first used, and keep their own widths.
inline void set_advance([[maybe_unused]] ImFont& font, [[maybe_unused]] ImWchar character,
                        [[maybe_unused]] float advance) {
#if IMGUI_VERSION_NUM < 19200
  auto* glyph = const_cast<ImFontGlyph*>(font.FindGlyph(character));
  const float shift = (advance - glyph->AdvanceX) / 2;
  glyph->X0 += shift;
  glyph->X1 += shift;
  glyph->AdvanceX = advance;
  font.IndexAdvanceX[character] = advance;
#endif
}

/// A glyph's advance as rasterised.
inline float advance_of([[maybe_unused]] ImFont& font, [[maybe_unused]] ImWchar character) {
#if IMGUI_VERSION_NUM < 19200
  return font.FindGlyph(character)->AdvanceX;
#else
  return 0;
#endif
}

}  // namespace hourglass
