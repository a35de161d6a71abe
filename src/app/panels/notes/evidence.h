// The small picture under a finding: what of the run shows it.
#pragma once

#include "app/state/view.h"
#include "session/diagnosis.h"

namespace hourglass {

/// Draws it as wide as the window at the cursor, from the live run.
void draw_evidence(const View& view, Evidence evidence, float curves_height = 56);

}  // namespace hourglass
