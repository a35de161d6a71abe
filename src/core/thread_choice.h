// Whether work is shared out among threads, or one of them does it alone.
#pragma once

namespace hourglass {

/// Decides for a pool of threads. Beside other busy programs a thread without a core holds up all others, and one
/// thread alone may be faster; so it may with tasks too small to be shared out. Each way is measured in windows of time
/// by the seconds that a task takes; the other way is tried now and then, more seldom each time it proves slower.
///
/// The tasks of two windows must be alike in the mean, as those of training are.
class ThreadChoice {
 public:
  /// The length of a window, in seconds, and after how long without work a window begins anew.
  static constexpr double kWindow = 0.02, kLongestGap = 0.1;

  bool alone() const { return alone_; }

  /// Says that `tasks` more were done until `now` (seconds of any clock).
  void report(int tasks, double now);

 private:
  double& rate() { return alone_ ? rate_alone_ : rate_together_; }
  void end_window(double seconds_per_task);

  bool alone_ = false, trying_ = false;
  double start_ = -1, last_ = 0;
  double tasks_ = 0;
  double rate_alone_ = 0, rate_together_ = 0;  ///< seconds per task; 0 before the first window
  int windows_ = 0, patience_ = 4;             ///< windows since the last try, and how many lie between two
};

}  // namespace hourglass
