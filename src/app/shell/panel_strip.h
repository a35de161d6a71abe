// The names of all panels below a page that scrolls: those out of sight are one press away.
#pragma once

#include <vector>

#include "app/state/view.h"

namespace hourglass {

/// A panel's place in the content that scrolls, in ImGui units from its upper edge.
struct PanelSpan {
  int panel = 0;  ///< its row in the table of panels
  float top = 0, bottom = 0;
};

/// What of the content is in sight.
struct SightSpan {
  float top = 0, bottom = 0;
};

/// The height that the strip needs, with the gap above it, in CSS pixels.
float panel_strip_height();
/// What stands to the left of the first name, in CSS pixels.
float panel_strip_padding();

/// Draws the strip at the cursor, `width` ImGui units wide: the names of panels in sight are underlined. Where not all
/// names fit, only those of panels out of sight are shown, as many as fit. Returns the panel whose name was pressed, or
/// null. Regions: "strip.ID".
const PanelSpan* draw_panel_strip(const View& view, const std::vector<PanelSpan>& panels, SightSpan sight, float width);

}  // namespace hourglass
