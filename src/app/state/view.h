// What panels read (View) and the little they may change by themselves (AppState).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "app/platform/platform.h"
#include "app/state/commands.h"
#include "app/state/drawing.h"
#include "app/state/layout.h"
#include "app/state/panel_memory.h"
#include "app/state/selected_pass.h"
#include "app/tasks/background_task.h"
#include "app/tasks/codes.h"
#include "app/widgets/regions.h"
#include "app/widgets/texture_atlas.h"
#include "app/widgets/theme.h"
#include "session/session.h"
#include "session/timeline.h"

namespace hourglass {

/// One frame's facts. `images` and `regions` take what panels show, `workbench` the work they want done.
struct View {
  const Theme& theme;
  /// The run as it is shown: as it is now, or as it was at a moment of the past that somebody looks at.
  const Snapshot& snapshot;
  const Snapshot& live;  ///< the run as it is now
  const Timeline& timeline;
  const SelectedPass& pass;
  const Codes& codes;
  TextureAtlas& images;
  Regions& regions;
  TaskScheduler& tasks;
  const Platform& platform;
  double seconds;  ///< since the application opened
  bool running;    ///< training goes on, at full speed or slowly
};

/// What the interface itself remembers.
struct AppState {
  Drawing drawing;
  Selection selection;
  EditedCode code;
  /// The moment of the past that all panels show; null for now.
  std::shared_ptr<const Snapshot> past;

  Settings draft;                      ///< as the settings panel shows them; what needs a reset waits here
  std::uint64_t draft_generation = 0;  ///< the run that the draft was taken from
  std::string preset;                  ///< whose settings the run began with; empty once they were changed
  bool slow_motion = false;            ///< a few steps in a second instead of as many as the machine can

  Layout layout;
  enum class ThemeChoice { kAsSystem, kDark, kLight } theme = ThemeChoice::kAsSystem;
  bool keys_shown = false;

  std::string error;            ///< one sentence, or empty
  std::string notice;           ///< one sentence that goes by itself, or empty
  double notice_until = 0;      ///< in View::seconds
  std::uint64_t dismissed = 0;  ///< the generation whose divergence was read and put away
  bool dragging_page = false;   ///< a finger or the mouse scrolls by dragging the ground

  PanelMemory memory;
};

}  // namespace hourglass
