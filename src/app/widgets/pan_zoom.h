// The part of a plane that a plot shows: it fits itself to what there is, until somebody moves it.
#pragma once

#include <imgui.h>

namespace hourglass {

/// One unit is equally long in both directions; y grows upwards.
class PanZoom {
 public:
  /// Where the plot is on the screen; fits and glides for the time since the last frame. Before everything else.
  void begin_frame(ImVec2 minimum, ImVec2 maximum, float seconds);
  /// What there is to see. The view widens when it does not fit and narrows when it is far too wide, never otherwise.
  void hold(ImVec2 minimum, ImVec2 maximum);
  /// Fits by itself again, without gliding: other things are to be seen.
  void start_anew();
  /// Fits by itself again.
  void fit() { by_hand_ = false, fitted_ = false; }
  /// By so many units of the screen.
  void pan(ImVec2 by);
  /// Larger by a factor; what is at a place of the screen stays there.
  void zoom(float factor, ImVec2 around);

  bool by_hand() const { return by_hand_; }
  float scale() const { return scale_; }  ///< units of the screen for one of the plane
  ImVec2 middle() const { return {(minimum_.x + maximum_.x) / 2, (minimum_.y + maximum_.y) / 2}; }
  ImVec2 to_screen(ImVec2 place) const;
  ImVec2 to_plane(ImVec2 point) const;

 private:
  float fitting_scale() const;

  ImVec2 minimum_{}, maximum_{1, 1};  ///< on the screen
  ImVec2 low_{-1, -1}, high_{1, 1};   ///< on the plane: what the view is fitted to
  ImVec2 centre_{};
  float scale_ = 1;
  bool by_hand_ = false;
  bool fitted_ = false;  ///< low and high mean something
  bool placed_ = false;  ///< the view stands somewhere: from there it glides
};

}  // namespace hourglass
