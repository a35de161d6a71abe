// How far training has come: a bar that redraws itself on a terminal, a line per epoch anywhere else.
#pragma once

#include <cstdio>
#include <string>

#include "session/session.h"

namespace hourglass {

/// What a progress line shows.
struct ProgressFigures {
  double epoch = 0;                   ///< passes done, with fraction
  double first_epoch = 0;             ///< passes done when this run began; above 0 where it goes on with a saved one
  double last_epoch = 1;              ///< passes at which it ends
  double training = 0, held_out = 0;  ///< loss per image
  double samples_per_second = 0;
  double seconds = 0;  ///< since the run began
};

/// One line of at most `width` columns; what does not fit is left out, the least important first.
std::string progress_line(const ProgressFigures& figures, int width);

class Progress {
 public:
  /// `loss_unit` is what the losses are counted in, per image.
  Progress(std::FILE* stream, double first_epoch, double last_epoch, std::string loss_unit);

  /// Call it as often as you like: a terminal is redrawn at most 10 times a second.
  void update(const Snapshot& snapshot, double seconds);
  /// Takes the bar away.
  void finish();

 private:
  void print_epochs(const Snapshot& snapshot);
  void redraw();

  std::FILE* stream_;
  bool terminal_;
  std::string loss_unit_;
  ProgressFigures figures_;
  double drawn_at_ = -1;  ///< seconds
  int epochs_printed_;
};

}  // namespace hourglass
