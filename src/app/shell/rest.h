// When frames need not follow each other.
#pragma once

namespace hourglass {

/// The application rests once nothing was at work, and neither picture nor input changed, for a while; then a frame a
/// second is enough to see what nobody reports (the system's theme, the size of the canvas). Input wakes it at once.
class Rest {
 public:
  /// How long everything has to be still, and how far frames lie apart at rest; seconds.
  static constexpr double kPatience = 1, kInterval = 1;

  /// Reports a frame. `seconds` of any clock.
  void frame(double seconds, bool still) {
    if (!still || woken_) stirred_ = seconds;
    woken_ = false;
    now_ = seconds;
  }
  /// Something may happen: frames follow each other for as long as the patience lasts.
  void wake() { woken_ = true; }
  /// Whether the next frame may wait.
  bool resting() const { return !woken_ && now_ - stirred_ >= kPatience; }

 private:
  bool woken_ = true;
  double stirred_ = 0, now_ = 0;
};

}  // namespace hourglass
