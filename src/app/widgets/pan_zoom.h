// The part of a plane that a plot shows: it fits itself to the content until the person moves it.
#pragma once

#include <imgui.h>

namespace hourglass {

/// One unit has the same length in both directions; y grows upwards.
class PanZoom {
 public:
  /// Sets the plot's place on the screen, and moves the view for `seconds`. Call it first in every frame.
  void begin_frame(ImVec2 minimum, ImVec2 maximum, float seconds);
  /// Sets the content's bounds. The view widens when they do not fit and narrows when it is far too wide, never
  /// otherwise.
  void hold(ImVec2 minimum, ImVec2 maximum);
  /// Fits itself to other content, without gliding there.
  void jump_to_content();
  /// Fits itself to the content again.
  void fit() { by_hand_ = false, fitted_ = false; }
  /// Moves the content by a distance on the screen.
  void pan(ImVec2 by);
  /// Enlarges by a factor; the point at `around` on the screen stays there.
  void zoom(float factor, ImVec2 around);

  bool by_hand() const { return by_hand_; }
  float scale() const { return scale_; }  ///< screen units per unit of the plane
  ImVec2 middle() const { return {(minimum_.x + maximum_.x) / 2, (minimum_.y + maximum_.y) / 2}; }
  ImVec2 to_screen(ImVec2 place) const;
  ImVec2 to_plane(ImVec2 point) const;

 private:
  float fitting_scale() const;

  ImVec2 minimum_{}, maximum_{1, 1};  ///< on the screen
  ImVec2 low_{-1, -1}, high_{1, 1};   ///< on the plane: the bounds that the view is fitted to
  ImVec2 centre_{};
  float scale_ = 1;
  bool by_hand_ = false;
  bool fitted_ = false;  ///< low_ and high_ are set
  bool placed_ = false;  ///< the view has a place, from which it glides
};

}  // namespace hourglass
