// What panels read (View) and what they may change directly (AppState).
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
#include "app/tasks/codes.h"
#include "app/tasks/task_scheduler.h"
#include "app/widgets/regions.h"
#include "app/widgets/sample_view.h"
#include "app/widgets/texture_atlas.h"
#include "app/widgets/theme.h"
#include "session/session.h"
#include "session/timeline.h"

namespace hourglass {

/// The facts of one frame. Panels put their images into `images`, name their parts in `regions` and request background
/// tasks from `tasks`.
struct View {
  const Theme& theme;
  /// The run as panels show it: the newest snapshot, or an older one that the person selected.
  const Snapshot& snapshot;
  const Snapshot& live;  ///< the newest snapshot
  const Timeline& timeline;
  const SelectedPass& pass;
  const Codes& codes;
  SampleView samples;  ///< how samples of the shown run's data are drawn
  TextureAtlas& images;
  Regions& regions;
  TaskScheduler& tasks;
  const Platform& platform;
  double seconds;  ///< since the application opened
  bool running;    ///< training goes on, at full speed or in slow motion
};

/// The interface's own state, shared by panels and shell.
struct AppState {
  Drawing drawing;
  Selection selection;
  EditedCode code;
  /// The older snapshot that all panels show; null for the newest.
  std::shared_ptr<const Snapshot> past;

  Settings draft;                      ///< as the settings panel shows them; changes that need a reset wait here
  std::uint64_t draft_generation = 0;  ///< the run that the draft was copied from
  std::string preset;                  ///< the preset whose settings the run has; empty once they differ
  ExportPart export_part = ExportPart::kAutoencoder;  ///< what a file for another program holds
  bool slow_motion = false;                           ///< a few steps per second instead of full speed

  Layout layout;
  enum class ThemeChoice { kAsSystem, kDark, kLight } theme = ThemeChoice::kAsSystem;
  bool keys_shown = false;  ///< the help
  int tour_step = -1;       ///< the bubble of the tour that is shown; below 0: none

  std::string error;            ///< one sentence, or empty
  std::string notice;           ///< one sentence that disappears by itself, or empty
  double notice_until = 0;      ///< in View::seconds
  std::uint64_t dismissed = 0;  ///< the generation whose divergence message was dismissed
  bool dragging_page = false;   ///< a finger or the mouse scrolls by dragging the background
  float gliding = 0;            ///< pixels a second by which the page still scrolls after that
  float unscrolled = 0;         ///< the part of a pixel by which the page has still to scroll
  float scrolling_to = -1;      ///< where the page scrolls by itself, in pixels from its top; -1: nowhere

  PanelMemory memory;
};

}  // namespace hourglass
