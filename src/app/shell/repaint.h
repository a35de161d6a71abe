// Which parts of the picture have changed since the last frame: only those are drawn anew, where what was drawn stays.
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
/// What two parts have in common, and the smallest one that holds both.
ScreenPart common_part(const ScreenPart& a, const ScreenPart& b);
ScreenPart joined(const ScreenPart& a, const ScreenPart& b);

/// What decides how soon a change is drawn.
struct RepaintPace {
  double seconds = 0;       ///< of any clock
  float since_last = 0;     ///< seconds between the last two frames
  ImVec2 mouse = {-1, -1};  ///< what lies under it is drawn at once
  bool acted = true;        ///< somebody just did something: all changes are drawn at once
};

/// Compares what windows draw by hashes of their vertices and of the images in them. Changes that nobody caused (a
/// network learns) are gathered and drawn together, 30 times a second where frames come quickly, down to 6 times where
/// graphics are slow; so what people do is answered at once even there.
class Repaint {
 public:
  /// The parts of this frame's picture that differ from what was drawn and are to be drawn now, none touching another;
  /// all of it after `forget`.
  std::vector<ScreenPart> changed_parts(const ImDrawData& data, const TextureAtlas& images, const RepaintPace& pace);
  /// What was drawn is gone: the next frame is drawn whole.
  void forget() { known_ = false; }

 private:
  /// One window as it was drawn.
  struct Drawn {
    std::string owner;
    std::uint64_t hash = 0;
    ScreenPart part;
  };
  static Drawn look_at(const ImDrawList& list, const TextureAtlas& images, const ScreenPart& screen);

  bool due(const RepaintPace& pace);

  bool known_ = false;
  double interval_ = 1.0 / 30, next_ = 0;  ///< seconds between two times that all changes are drawn
  ScreenPart screen_{};
  std::vector<Drawn> drawn_;
};

/// Draws nothing outside of `part`: the lists that touch it, with their clipping rectangles narrowed. `draw` gets them.
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
