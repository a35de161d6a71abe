// Whether work is shared out among threads, or one of them does it alone.
#pragma once

namespace hourglass {

/// Decides for a pool of threads. Beside other busy programs a thread without a core holds up all others, and one
/// thread alone may be faster; so it may with tasks too small to be shared out. Each way is measured by the seconds
/// that a step of training takes, in windows of whole steps; the other way is tried now and then, more seldom each time
/// it proves slower.
class ThreadChoice {
 public:
  /// The least length of a window, in seconds.
  static constexpr double kWindow = 0.02;
  /// Windows between two tries.
  static constexpr int kLeastPatience = 4, kMostPatience = 64;

  bool alone() const { return alone_; }
  /// Says that a step took so long.
  void step(double seconds);

 private:
  void end_window(double seconds_per_step);

  bool alone_ = false, trying_ = false;
  double seconds_ = 0;                           ///< of the window's steps
  int steps_ = 0;                                ///< in the window
  double time_alone_ = 0, time_together_ = 0;    ///< seconds per step; 0 before the first window
  int windows_ = 0, patience_ = kLeastPatience;  ///< windows since the last try, and how many lie between two
};

}  // namespace hourglass
