// Panels in frames of any size: no text is cut off and none lies over another.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <imgui_internal.h>

#include "app/panels/panel_table.h"
#include "app/shell/opening.h"
#include "support/sanitized.h"
#include "support/screen.h"

namespace hourglass {
namespace {

// From 1.92 on glyphs are rasterised when first drawn, and the fonts no longer list where they are in the texture.
#if IMGUI_VERSION_NUM < 19200

struct Glyph {
  ImRect box, clip;
  std::string window;
};

using TextureRect = std::tuple<float, float, float, float>;

std::set<TextureRect> glyph_places() {
  std::set<TextureRect> places;
  for (const ImFont* font : ImGui::GetIO().Fonts->Fonts) {
    for (const ImFontGlyph& glyph : font->Glyphs) {
      if (glyph.Visible) places.emplace(glyph.U0, glyph.V0, glyph.U1, glyph.V1);
    }
  }
  return places;
}

/// All letters of the frame. Each is four vertices, two triangles.
std::vector<Glyph> glyphs_of_frame() {
  const std::set<TextureRect> places = glyph_places();
  std::vector<Glyph> glyphs;
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      for (unsigned i = 0; i + 5 < command.ElemCount; i += 3) {
        const auto vertex = [&](unsigned k) -> const ImDrawVert& {
          return list->VtxBuffer[static_cast<int>(command.VtxOffset +
                                                  list->IdxBuffer[static_cast<int>(command.IdxOffset + i + k)])];
        };
        const ImDrawVert &first = vertex(0), &third = vertex(2);
        if (places.count({first.uv.x, first.uv.y, third.uv.x, third.uv.y}) == 0) continue;
        if ((first.col & IM_COL32_A_MASK) == 0) continue;
        glyphs.push_back({ImRect(first.pos, third.pos),
                          ImRect(command.ClipRect.x, command.ClipRect.y, command.ClipRect.z, command.ClipRect.w),
                          list->_OwnerName});
        i += 3;
      }
    }
  }
  return glyphs;
}

/// The share of the smaller box that lies in the other.
float shared(const ImRect& a, const ImRect& b) {
  ImRect both = a;
  both.ClipWith(b);
  if (!a.Overlaps(b)) return 0;
  return both.GetArea() / std::max(std::min(a.GetArea(), b.GetArea()), 1e-3f);
}

/// Whether the window, or one around it, scrolls: there text ends at the edge of what is visible.
bool scrolls(const std::string& name) {
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
    if (name == window->Name) {
      for (const ImGuiWindow* at = window; at; at = at->ParentWindow) {
        if (at->ScrollMax.y > 0) return true;
      }
    }
  }
  return false;
}

int cut_glyphs(const std::vector<Glyph>& glyphs) {
  return static_cast<int>(std::count_if(glyphs.begin(), glyphs.end(), [](const Glyph& glyph) {
    if (!glyph.box.Overlaps(glyph.clip)) return false;
    ImRect visible = glyph.box;
    visible.ClipWith(glyph.clip);
    const bool cut_across = visible.GetWidth() < 0.8f * glyph.box.GetWidth();
    const bool cut_below = visible.GetHeight() < 0.8f * glyph.box.GetHeight() && !scrolls(glyph.window);
    return cut_across || cut_below;
  }));
}

int overlapping_glyphs(const std::vector<Glyph>& glyphs) {
  int count = 0;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    for (std::size_t k = i + 1; k < glyphs.size(); ++k) {
      if (glyphs[i].window == glyphs[k].window && shared(glyphs[i].box, glyphs[k].box) > 0.4f) ++count;
    }
  }
  return count;
}

constexpr ImVec2 kSizes[] = {{280, 200}, {280, 440}, {320, 240}, {320, 480}, {360, 200}, {360, 640}, {400, 300},
                             {440, 440}, {480, 320}, {520, 260}, {560, 420}, {600, 440}, {640, 200}, {640, 480},
                             {720, 405}, {760, 300}, {800, 440}, {800, 600}, {960, 540}, {1100, 500}};

/// Under sanitizers a few of them, which are ten times slower.
std::vector<ImVec2> sizes() {
  std::vector<ImVec2> taken;
  for (std::size_t i = 0; i < std::size(kSizes); i += kSanitized ? 5 : 1) taken.push_back(kSizes[i]);
  return taken;
}

class Frame : public Screen {
 public:
  explicit Frame(ImVec2 size) : Screen(size.x, size.y, opening_settings()) {
    app().state().layout.embedded = true;
    train(100);
  }
  void check() {
    frames(3);
    finish_tasks();
    const std::vector<Glyph> glyphs = glyphs_of_frame();
    CHECK(glyphs.size() > 10);
    CHECK(cut_glyphs(glyphs) == 0);
    CHECK(overlapping_glyphs(glyphs) == 0);
  }
};

TEST_CASE("all panels in one frame of any size show whole words, none over another", "[app]") {
  for (const ImVec2 size : sizes()) {
    CAPTURE(size.x, size.y);
    Frame(size).check();
  }
}

TEST_CASE("a panel alone in a frame of any size shows whole words, none over another", "[app]") {
  for (const ImVec2 size : sizes()) {
    Frame frame(size);
    for (const Panel& panel : panels()) {
      CAPTURE(size.x, size.y, panel.id);
      frame.app().state().layout.alone = find_panel(panel.id);
      frame.check();
    }
  }
}

#endif

}  // namespace
}  // namespace hourglass
