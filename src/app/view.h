// What panels read (View) and the little they may change by themselves (AppState).
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "app/commands.h"
#include "app/drawing.h"
#include "app/mosaic.h"
#include "app/predictions.h"
#include "app/regions.h"
#include "app/theme.h"
#include "session/session.h"

namespace hourglass {

/// One frame's facts. `images` and `regions` take what panels show.
struct View {
  const Theme& theme;
  const Snapshot& snapshot;
  const Predictions& predictions;
  Mosaic& images;
  Regions& regions;
};

/// What the interface itself remembers.
struct AppState {
  Drawing drawing;
  Code code;
  enum class Pen { kDraw, kErase } pen = Pen::kDraw;

  Settings draft;                      ///< as the settings panel shows them; what needs a reset waits here
  std::uint64_t draft_generation = 0;  ///< the run that the draft was taken from
  /// Text being typed, and complaints about it, by the setting's key.
  std::map<std::string, std::string, std::less<>> typed, complaints;

  std::string error;            ///< one sentence, or empty
  std::uint64_t dismissed = 0;  ///< the generation whose divergence was read and put away
  bool dragging_page = false;   ///< a finger or the mouse scrolls by dragging the ground
};

}  // namespace hourglass
