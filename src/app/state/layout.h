// Which panels are shown, and how large. Links and reloads keep it.
#pragma once

#include <vector>

namespace hourglass {

/// One panel's place.
struct PanelPlace {
  bool shown = true;
  int columns = 12;    ///< of twelve, on a wide window
  float height = 200;  ///< CSS pixels, on a wide window
};

/// The places of all panels, in the order of the panel table.
struct Layout {
  static constexpr int kFewestColumns = 2;
  static constexpr float kLeastHeight = 150, kMostHeight = 1200;

  std::vector<PanelPlace> places;  ///< one for each panel
  int alone = -1;                  ///< the panel that is shown alone; -1: none
  bool embedded = false;           ///< in a frame of another page: a small bar, and panels that fill the frame
  bool bar_hidden = false, numbers_hidden = false;  ///< parts that an embedded application leaves out
};

}  // namespace hourglass
