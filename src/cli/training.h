// Trains a run to its end, with progress on a terminal.
#pragma once

#include <memory>

#include "cli/checkpoints.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/training_film.h"
#include "session/session.h"

namespace hourglass {

/// Trains until the run ends by itself or a signal stops it, with checkpoints and a film where there are some. Returns
/// its last snapshot: kFinished, kDiverged, or kPaused if it was stopped. The film has no influence on the run.
std::shared_ptr<const Snapshot> train_to_end(Session& session, Progress& progress, const InterruptWatch& interrupt,
                                             Checkpoints* checkpoints = nullptr, TrainingFilm* film = nullptr);

}  // namespace hourglass
