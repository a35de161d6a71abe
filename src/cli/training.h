// A run from its start to its end, watched on a terminal.
#pragma once

#include <memory>

#include "cli/interrupt.h"
#include "cli/progress.h"
#include "session/session.h"

namespace hourglass {

/// Trains until the run ends by itself or Ctrl-C stops it; the snapshot it ended with (kFinished, kDiverged, or
/// kPaused where it was stopped).
std::shared_ptr<const Snapshot> train_to_end(Session& session, Progress& progress, const InterruptWatch& interrupt);

}  // namespace hourglass
