// Trains a run to its end, with progress on a terminal.
#pragma once

#include <memory>

#include "cli/checkpoints.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/training_film.h"
#include "session/ranks.h"
#include "session/session.h"

namespace hourglass {

/// What else a run has, all optional.
struct TrainToEndOptions {
  Checkpoints* checkpoints = nullptr;
  Ranks* ranks = nullptr;        ///< those that the session was made with
  TrainingFilm* film = nullptr;  ///< has no influence on the run
};

/// Trains until the run ends by itself or a signal stops it. Returns its last snapshot: kFinished, kDiverged, or
/// kPaused if it was stopped or has lost a rank.
std::shared_ptr<const Snapshot> train_to_end(Session& session, Progress& progress, const InterruptWatch& interrupt,
                                             const TrainToEndOptions& options = {});
/// The same for a process of another rank than 0, which prints and saves nothing.
std::shared_ptr<const Snapshot> train_silently(Session& session, const InterruptWatch& interrupt, Ranks& ranks);

}  // namespace hourglass
