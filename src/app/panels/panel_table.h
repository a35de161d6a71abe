// The table of panels: their order, titles, functions and sizes.
#pragma once

#include <span>
#include <string_view>

#include "app/state/commands.h"
#include "app/state/layout.h"

namespace hourglass {

struct View;
struct AppState;

/// One row. A panel reads the view, keeps its own state in AppState::memory and queues commands; it never trains, and
/// knows no other panel.
struct Panel {
  std::string_view id;  ///< its name in links and in the names of its regions
  std::string_view title;
  std::string_view help;  ///< one sentence for the menu
  void (*draw)(const View& view, AppState& state, CommandQueue& queue);
  int columns;          ///< of twelve, on a wide window
  float height;         ///< CSS pixels, on a wide window
  float narrow_height;  ///< CSS pixels, in a single column of 370
  bool opens = true;    ///< shown when the application opens
};

std::span<const Panel> panels();
/// Every panel at the place that its row gives it.
Layout initial_layout();
/// The place of the row, or -1.
int find_panel(std::string_view id);
/// The panel that has a column of its own beside the others on a wide window.
inline constexpr std::string_view kSidePanel = "settings";

}  // namespace hourglass
