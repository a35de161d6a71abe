#include "app/shell/layout_flow.h"

#include <algorithm>

namespace hourglass {

std::vector<FlowRow> flow(const Layout& layout, int skip) {
  std::vector<FlowRow> rows;
  int used = 12;
  for (std::size_t i = 0; i < layout.places.size(); ++i) {
    const PanelPlace& place = layout.places[i];
    if (!place.shown || static_cast<int>(i) == skip) continue;
    if (used + place.columns > 12) {
      rows.emplace_back();
      used = 0;
    }
    FlowRow& row = rows.back();
    row.items.push_back({static_cast<int>(i), 0, static_cast<float>(place.columns)});
    row.height = std::max(row.height, place.height);
    used += place.columns;
  }
  for (FlowRow& row : rows) {
    float total = 0;
    for (const FlowItem& item : row.items) total += item.width;
    float x = 0;
    for (FlowItem& item : row.items) {
      item.width /= total;
      item.x = x;
      x += item.width;
    }
  }
  return rows;
}

}  // namespace hourglass
