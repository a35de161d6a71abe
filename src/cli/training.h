// Trains a run to its end, with progress on a terminal.
#pragma once

#include <memory>

#include "cli/interrupt.h"
#include "cli/progress.h"
#include "session/session.h"

namespace hourglass {

/// Trains until the run ends by itself or a signal stops it. Returns its last snapshot: kFinished, kDiverged, or
/// kPaused if it was stopped.
std::shared_ptr<const Snapshot> train_to_end(Session& session, Progress& progress, const InterruptWatch& interrupt);

}  // namespace hourglass
