// Which panels stand on the page, and how large: what people choose, as links and reloads keep it.
#pragma once

#include <span>
#include <string>
#include <string_view>
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
  int alone = -1;                  ///< the panel that has the page for itself; -1: none
  bool embedded = false;           ///< a small bar, and panels that fill the frame: for somebody's article
  bool bar_hidden = false, numbers_hidden = false;  ///< what an embedded page leaves out

  Layout();  ///< as the panel table says
};

/// "network,draw,latent:5x320": the shown panels in order, with their size where it is not the usual one.
std::string layout_text(const Layout& layout);
/// Takes over such a text: unknown names, sizes out of range and anything else that does not belong there are left out,
/// and the result says which; empty where all fits.
std::string read_layout(std::string_view text, Layout& layout);

/// Where one panel stands in the flow.
struct FlowItem {
  int panel = 0;
  float x = 0, width = 0;  ///< as shares of the whole width, 0 .. 1
};
struct FlowRow {
  std::vector<FlowItem> items;
  float height = 0;  ///< CSS pixels
};
/// The shown panels in rows: each takes as many as fit into twelve columns and is spread over the whole width. `skip`
/// is left out (-1: none).
std::vector<FlowRow> flow(const Layout& layout, int skip);

}  // namespace hourglass
