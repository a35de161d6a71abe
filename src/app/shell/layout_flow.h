// How the shown panels flow into rows on a wide window.
#pragma once

#include <vector>

#include "app/state/layout.h"

namespace hourglass {

/// One panel's place in a row.
struct FlowItem {
  int panel = 0;
  float x = 0, width = 0;  ///< as shares of the whole width, 0 to 1
};
struct FlowRow {
  std::vector<FlowItem> items;
  float height = 0;  ///< CSS pixels
};
/// The shown panels in rows: each row takes as many as fit into twelve columns and spreads them over the whole width.
/// `skip` is left out (-1: none).
std::vector<FlowRow> flow(const Layout& layout, int skip);

}  // namespace hourglass
