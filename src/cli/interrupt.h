// Ctrl-C as a question that a long command asks now and then, instead of an end.
#pragma once

namespace hourglass {

/// While it lives, the first Ctrl-C (or SIGTERM) is only remembered; the second one ends the program at once.
class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  bool interrupted() const;
};

}  // namespace hourglass
