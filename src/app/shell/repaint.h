// Finds the parts of the picture that changed since the last frame, so that only these are drawn again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <imgui.h>

#include "app/widgets/texture_atlas.h"

namespace hourglass {

/// A part of the screen in ImGui units, corners included and excluded.
struct ScreenPart {
  ImVec2 minimum, maximum;

  bool empty() const { return maximum.x <= minimum.x || maximum.y <= minimum.y; }
  float area() const { return empty() ? 0 : (maximum.x - minimum.x) * (maximum.y - minimum.y); }
  bool touches(const ScreenPart& other) const {
    return minimum.x < other.maximum.x && other.minimum.x < maximum.x && minimum.y < other.maximum.y &&
           other.minimum.y < maximum.y;
  }
};
/// The intersection of two parts, and the smallest part that holds both.
ScreenPart common_part(const ScreenPart& a, const ScreenPart& b);
ScreenPart joined(const ScreenPart& a, const ScreenPart& b);

/// Decides how soon a change is drawn.
struct RepaintPace {
  double seconds = 0;       ///< of any clock
  float since_last = 0;     ///< seconds between the last two frames
  ImVec2 mouse = {-1, -1};  ///< changes under it are drawn at once
  bool acted = true;        ///< the person just acted: all changes are drawn at once
};

/// Compares the ImGui windows by hashes of their vertices and images. Changes that no input caused (the network learns)
/// are collected and drawn together, 30 times a second where frames are fast, down to 6 times where graphics are slow,
/// so that input shows at once even there.
class Repaint {
 public:
  /// The parts of this frame's picture that must be drawn now, none touching another; the whole picture after `forget`.
  std::vector<ScreenPart> changed_parts(const ImDrawData& data, const TextureAtlas& images, const RepaintPace& pace);
  /// Whether the last frame's picture is that of the frame before, drawn or not.
  bool still() const { return still_; }
  /// The drawn pixels are lost: the next frame is drawn whole.
  void forget() { known_ = false; }

 private:
  /// One ImGui window as it was drawn.
  struct Drawn {
    std::string owner;
    std::uint64_t hash = 0;
    ScreenPart part;
  };
  static Drawn describe(const ImDrawList& list, const TextureAtlas& images, const ScreenPart& screen);

  bool due(const RepaintPace& pace);

  bool known_ = false, still_ = false;
  double interval_ = 1.0 / 30, next_ = 0;  ///< seconds between two drawings of all changes
  ScreenPart screen_{};
  std::vector<Drawn> drawn_;
};

/// Calls `draw` with the draw lists that touch `part`, their clipping rectangles narrowed to it.
template <class Draw>
void draw_part(ImDrawData& data, const ScreenPart& part, const Draw& draw) {
  std::vector<std::vector<ImVec4>> kept;
  ImDrawData partial = data;
  partial.CmdLists.clear();
  for (ImDrawList* list : data.CmdLists) {
    std::vector<ImVec4>& clips = kept.emplace_back();
    bool visible = false;
    for (ImDrawCmd& command : list->CmdBuffer) {
      ImVec4& clip = command.ClipRect;
      clips.push_back(clip);
      const ScreenPart narrow = common_part({{clip.x, clip.y}, {clip.z, clip.w}}, part);
      clip = narrow.empty() ? ImVec4{0, 0, 0, 0}
                            : ImVec4{narrow.minimum.x, narrow.minimum.y, narrow.maximum.x, narrow.maximum.y};
      visible = visible || !narrow.empty();
    }
    if (visible) partial.CmdLists.push_back(list);
  }
  partial.CmdListsCount = partial.CmdLists.Size;
  draw(partial);
  for (int i = 0; i < data.CmdLists.Size; ++i) {
    for (int k = 0; k < data.CmdLists[i]->CmdBuffer.Size; ++k) {
      data.CmdLists[i]->CmdBuffer[k].ClipRect = kept[static_cast<std::size_t>(i)][static_cast<std::size_t>(k)];
    }
  }
}

}  // namespace hourglass
