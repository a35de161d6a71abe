// Saves a run while it trains, so that a power cut costs little.
#pragma once

#include <string>
#include <string_view>

#include "cli/output.h"
#include "cli/progress.h"
#include "session/session.h"

namespace hourglass {

/// How often a run is saved: after so many epochs or so many seconds; 0 is never.
struct CheckpointInterval {
  double epochs = 0, seconds = 0;
};

/// Reads "5" (epochs), "90s", "5m" or "2h": whole numbers of at least 1. Refuses other texts (argument-wrong-type).
Result<CheckpointInterval> parse_interval(std::string_view text);

/// Saves a run with the optimiser's state, in the place of what the file held before, each time the interval has
/// passed.
class Checkpoints {
 public:
  /// `epoch`: where the run begins. Without a path or an interval nothing is saved.
  Checkpoints(const Output& output, Progress& progress, std::string path, CheckpointInterval interval, double epoch)
      : output_(output), progress_(progress), path_(std::move(path)), interval_(interval), epoch_(epoch) {}

  /// Saves where it is due, but no weights that are not finite; `seconds` passed since the run began. Where that fails,
  /// it says so and the run goes on.
  void update(Session& session, const Snapshot& snapshot, double seconds);
  /// Whether the file holds a checkpoint of this run.
  bool saved() const { return saved_; }

 private:
  bool is_due(double epoch, double seconds) const;

  const Output& output_;
  Progress& progress_;
  std::string path_;
  CheckpointInterval interval_;
  double epoch_, seconds_ = 0;  ///< of the last time
  bool saved_ = false;
};

}  // namespace hourglass
