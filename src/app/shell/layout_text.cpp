#include "app/shell/layout_text.h"

#include <algorithm>
#include <cmath>

#include "app/panels/panel_table.h"
#include "core/excerpt.h"
#include "core/whole_number.h"

namespace hourglass {
namespace {

/// "5x320"; false where it is something else or out of range.
bool read_size(std::string_view text, PanelPlace& place) {
  const std::size_t cross = text.find('x');
  if (cross == std::string_view::npos) return false;
  const std::optional<int> columns = parse_whole(text.substr(0, cross), Layout::kFewestColumns, 12);
  const std::optional<int> height = parse_whole(text.substr(cross + 1), static_cast<int>(Layout::kLeastHeight),
                                                static_cast<int>(Layout::kMostHeight));
  if (!columns || !height) return false;
  place.columns = *columns;
  place.height = static_cast<float>(*height);
  return true;
}

}  // namespace

std::string layout_text(const Layout& layout) {
  std::string text;
  for (std::size_t i = 0; i < layout.places.size(); ++i) {
    const PanelPlace& place = layout.places[i];
    if (!place.shown) continue;
    const Panel& panel = panels()[i];
    text += (text.empty() ? "" : ",") + std::string(panel.id);
    const int height = static_cast<int>(std::lround(place.height));
    if (place.columns != panel.columns || height != static_cast<int>(std::lround(panel.height))) {
      text += ":" + std::to_string(place.columns) + "x" + std::to_string(height);
    }
  }
  return text;
}

std::string read_layout(std::string_view text, Layout& layout) {
  Layout read = initial_layout();
  for (PanelPlace& place : read.places) place.shown = false;
  std::string complaint;
  const auto complain = [&](std::string_view about) {
    if (complaint.empty()) complaint = "There is no panel " + excerpt(about) + ".";
  };
  int shown = 0;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const std::string_view item = text.substr(0, comma);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    const std::size_t colon = item.find(':');
    const int panel = find_panel(item.substr(0, colon));
    if (panel < 0) {
      complain(item);
      continue;
    }
    PanelPlace& place = read.places[static_cast<std::size_t>(panel)];
    if (colon != std::string_view::npos && !read_size(item.substr(colon + 1), place)) complain(item);
    place.shown = true;
    ++shown;
  }
  if (shown == 0) return complaint.empty() ? "The list of panels is empty." : complaint;
  layout.places = std::move(read.places);
  return complaint;
}

}  // namespace hourglass
