// The table of panels: what there is to see, in which order, and how much room it wants.
#pragma once

#include <span>
#include <string_view>

#include "app/state/commands.h"
#include "app/state/layout.h"

namespace hourglass {

struct View;
struct AppState;

/// One row. A panel reads the view, remembers a little in the state and queues commands; it never trains, and knows no
/// other panel.
struct Panel {
  std::string_view id;  ///< as in a link, and for the regions that tests look for
  std::string_view title;
  std::string_view help;  ///< what one can do here, one sentence
  void (*draw)(const View& view, AppState& state, CommandQueue& queue);
  int columns;          ///< of twelve, on a wide window
  float height;         ///< CSS pixels, on a wide window
  float narrow_height;  ///< CSS pixels, in a single column of 370
  bool opens = true;    ///< shown until somebody hides it
};

std::span<const Panel> panels();
/// Every panel at the place that its row gives it.
Layout initial_layout();
/// The place of the row, or -1.
int find_panel(std::string_view id);
/// The panel that stands beside all others on a wide window.
inline constexpr std::string_view kSidePanel = "settings";

}  // namespace hourglass
