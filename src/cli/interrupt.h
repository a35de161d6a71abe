// Signals that end a program, turned into a question that a long command asks now and then.
#pragma once

namespace hourglass {

/// While it lives, the first Ctrl-C (SIGINT), SIGTERM or hang-up (SIGHUP) is only remembered; the second one ends the
/// program at once. A signal that the parent process had set to be ignored, as nohup does, stays ignored.
class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  bool interrupted() const;

 private:
  static constexpr int kSignalCount = 3;
  bool watched_[kSignalCount] = {};  ///< which signals had their default action before
};

}  // namespace hourglass
