// The progress of training: on a terminal a bar that is redrawn in place, elsewhere one line per epoch.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "session/session.h"

namespace hourglass {

/// What a progress line shows.
struct ProgressFigures {
  double epoch = 0;                   ///< passes done, with fraction
  double first_epoch = 0;             ///< passes done when this run began; above 0 where it resumes a saved run
  double last_epoch = 1;              ///< passes at which this run ends
  double training = 0, held_out = 0;  ///< loss per sample
  double samples_per_second = 0;
  double seconds = 0;                   ///< since the run began
  std::string_view samples = "images";  ///< what the data's kind calls them
};

/// One line of at most `width` columns. Omits figures that do not fit, the least important first.
std::string progress_line(const ProgressFigures& figures, int width);

class Progress {
 public:
  /// `loss_unit` is the unit of the losses, which are per sample; `kind` is that of the data.
  Progress(std::FILE* stream, double first_epoch, double last_epoch, std::string loss_unit, DataKind kind);

  /// May be called at any rate: a terminal is redrawn at most 10 times a second.
  void update(const Snapshot& snapshot, double seconds);
  /// Erases the bar.
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
