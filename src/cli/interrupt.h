// Turns the signals that end a program into a flag that a long command polls.
#pragma once

namespace hourglass {

/// While an InterruptWatch exists, the first Ctrl-C (SIGINT), SIGTERM or hang-up (SIGHUP) only sets the flag; a second
/// one ends the program at once. A signal that the parent process set to be ignored, as nohup does, stays ignored.
class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  bool interrupted() const;

 private:
  static constexpr int kSignalCount = 3;
  bool watched_[kSignalCount] = {};  ///< whether each signal is handled here; false where it was ignored before
};

}  // namespace hourglass
