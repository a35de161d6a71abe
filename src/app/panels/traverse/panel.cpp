#include "app/panels/traverse/panel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

#include "app/panels/traverse/traversals.h"
#include "app/state/pass_pictures.h"
#include "app/widgets/tiles.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

// CSS pixels.
constexpr float kLabelWidth = 98, kGap = 3, kLeastSide = 26, kMostSide = 260;
constexpr int kMostColumns = 21;
/// How far a coordinate is changed: in standard deviations of the data, or of the prior where it is normal.
constexpr float kReach = 3;

/// The panel's own state.
struct TraversePanelState {
  TraversalsTask task;
  std::uint64_t generation = 0, code_version = 0, selection_version = 0;
  int moved_frames = 0;  ///< frames left in which a move of the code counts as one by hand
  double waiting_since = 0;
  int choice = 0;  ///< index of the chosen order
  int page = 0;
};

bool has_posterior(const View& view) {
  return view.snapshot.model.settings.architecture.bottleneck == BottleneckKind::kGaussian;
}

/// As many rows and columns as there is room for.
TileGrid grid_for(const View& view, ImVec2 room, Shape shape, int coordinates) {
  const float gap = view.theme.px(kGap);
  const float ratio = static_cast<float>(shape.height) / static_cast<float>(std::max(shape.width, 1));
  const float high = ((room.y + gap) / static_cast<float>(std::clamp(coordinates, 1, 5)) - gap) / ratio;
  float wide = 0, side = 0, most = 0;
  // Fewer columns are larger, which is worth it only where they fill far more of the room.
  for (const auto& [columns, worth] : {std::pair(9.0f, 1.0f), std::pair(7.0f, 0.7f), std::pair(5.0f, 0.55f)}) {
    const float fits = (room.x + gap) / columns - gap;
    const float one = std::clamp(std::min(fits, high), view.theme.px(kLeastSide), view.theme.px(kMostSide));
    if (const float filled = worth * one * one * columns; filled > most) most = filled, side = one, wide = fits;
  }
  // Rather a little larger than much smaller, where the columns leave room for it.
  const float whole = whole_pixels(std::max(std::min(1.25f * side, wide), side), shape.width);
  if (whole >= view.theme.px(kLeastSide)) side = whole;
  TileGrid grid{{side, side * ratio}, {side + gap, side * ratio + gap}};
  // An odd number, so that the mean has a column.
  grid.columns = std::clamp((tiles_that_fit(room.x, side, gap) - 1) / 2 * 2 + 1, 3, kMostColumns);
  grid.rows = tiles_that_fit(room.y, grid.tile.y, gap);
  return grid;
}

TraverseOrder order_of(const View& view, int choice) {
  constexpr TraverseOrder kOrders[] = {TraverseOrder::kDivergence, TraverseOrder::kVariance, TraverseOrder::kNumber};
  return kOrders[has_posterior(view) ? choice : choice + 1];
}

void draw_sort(const View& view, TraversePanelState& panel) {
  static constexpr std::string_view kChoices[] = {"KL", "variance", "order"};
  const std::span<const std::string_view> choices(kChoices);
  ImGui::BeginGroup();
  if (choice_row(view.theme, 1, has_posterior(view) ? choices : choices.subspan(1), panel.choice)) panel.page = 0;
  ImGui::EndGroup();
  view.regions.mark_item("traverse.sort");
  tooltip(view.theme, has_posterior(view)
                          ? "Which comes first: by the information that it carries (KL divergence from the prior, in "
                            "nats), by how much it varies over the data, or as they are numbered"
                          : "Which comes first: by how much it varies over the data, or as they are numbered");
}

/// "1-5 of 20 < >" at the right end of the line.
void draw_pager(const View& view, TraversePanelState& panel, int per_page, int all) {
  const int pages = (all + per_page - 1) / per_page;
  panel.page = std::clamp(panel.page, 0, pages - 1);
  if (pages < 2) return;
  const Theme& theme = view.theme;
  char words[48];
  std::snprintf(words, sizeof words, "%d\u2013%d of %d", panel.page * per_page + 1,
                std::min(panel.page * per_page + per_page, all), all);
  const float signs = text_width(theme.font.small, "<") + text_width(theme.font.small, ">");
  const float buttons = signs + theme.px(2 * 18 + 4);
  ImGui::SameLine(0, theme.px(10));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float room = ImGui::GetContentRegionAvail().x, left = at.x + room - buttons;
  if (room < buttons + text_width(theme.font.small, words) + theme.px(8)) return ImGui::NewLine();
  draw_text(theme.font.small, theme.colour.quiet, {left - theme.px(8), at.y + theme.px(5)}, words, 1);
  ImGui::SetCursorScreenPos({left, at.y});
  if (small_button(theme, 2, "<")) panel.page = (panel.page + pages - 1) % pages;
  view.regions.mark_item("traverse.back");
  ImGui::SameLine(0, theme.px(4));
  if (small_button(theme, 3, ">")) panel.page = (panel.page + 1) % pages;
  view.regions.mark_item("traverse.on");
}

/// The column whose value is nearest to the code's; the middle one where all are the same.
int nearest_column(const TraversalsTask::Row& row, float value) {
  std::size_t nearest = row.values.size() / 2;
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    if (std::fabs(row.values[i] - value) < std::fabs(row.values[nearest] - value)) nearest = i;
  }
  return static_cast<int>(nearest);
}

void draw_tile_tooltip(const View& view, const TraversalsTask::Row& row, float value) {
  char words[96];
  std::snprintf(words, sizeof words, "coordinate %d at %.2f: a click takes it", row.coordinate + 1,
                static_cast<double>(value));
  tooltip(view.theme, words);
}

void draw_row_label(const View& view, const TraversalsTask::Row& row, ImVec2 at, float height) {
  const Theme& theme = view.theme;
  const float middle = at.y + height / 2;
  draw_text(theme.font.heading, theme.colour.text, {at.x, middle - theme.px(9)}, std::to_string(row.coordinate + 1));
  const ImVec2 end = {at.x + theme.px(kLabelWidth - 8), middle - theme.px(8)};
  draw_text(theme.font.small, theme.colour.quiet, end, row.measure, 1);
}

/// A click on a tile takes its value for the row's coordinate.
void draw_row(const View& view, AppState& state, const TraversalsTask::Page& page, int index, const TileGrid& grid) {
  const Theme& theme = view.theme;
  const ColourMap colours = {theme.colour.well, theme.colour.accent};
  const TraversalsTask::Row& row = page.rows[static_cast<std::size_t>(index)];
  const auto coordinate = static_cast<std::size_t>(row.coordinate);
  const std::string number = std::to_string(index);
  const int present = nearest_column(row, state.code.values[coordinate]);
  const ImVec2 start = grid.corner(0, index), label = {start.x - theme.px(kLabelWidth), start.y};
  draw_row_label(view, row, label, grid.tile.y);
  for (int column = 0; column < page.columns; ++column) {
    const float value = row.values[static_cast<std::size_t>(column)];
    const GridTile tile{100 + index * kMostColumns + column, "traverse.tile." + number + "." + std::to_string(column),
                        view.images.put(page.tile(index, column), page.images.shape, colours), column == present};
    if (grid_tile_button(theme, view.images, view.regions, grid, grid.corner(column, index), tile)) {
      std::vector<float> code = state.code.values;
      code[coordinate] = value;
      state.code.hold(std::move(code));
    }
    draw_tile_tooltip(view, row, value);
  }
  const float right = start.x + grid.step.x * static_cast<float>(page.columns);
  view.regions.mark("traverse.row." + number, label, {right, label.y + grid.tile.y});
}

TraversalsTask::Request request_for(const View& view, const AppState& state, const TraversePanelState& panel,
                                    const TileGrid& grid) {
  TraversalsTask::Request request{state.code.values, view.pass.label(), order_of(view, panel.choice)};
  request.first = panel.page * grid.rows;
  request.rows = grid.rows;
  request.columns = grid.columns;
  request.deviation = view.codes.deviation;
  for (std::size_t i = 0; i < request.code.size(); ++i) {
    const float middle = has_posterior(view) ? 0 : view.codes.mean[i];
    const float reach = has_posterior(view) ? kReach : kReach * view.codes.deviation[i];
    request.low.push_back(middle - reach);
    request.high.push_back(middle + reach);
  }
  return request;
}

void ask(const View& view, const AppState& state, TraversePanelState& panel, const TileGrid& grid) {
  // Another sample's code is available in the next frame only.
  if (panel.code_version != state.code.version || panel.selection_version != state.selection.version)
    panel.moved_frames = 2;
  const bool moved = panel.moved_frames > 0;
  if (moved) --panel.moved_frames;
  panel.code_version = state.code.version;
  panel.selection_version = state.selection.version;
  panel.task.set_request(request_for(view, state, panel, grid), moved || view.snapshot.state != RunState::kRunning);
  view.tasks.request(panel.task);
}

void draw_rows(const View& view, AppState& state, TraversePanelState& panel) {
  const Theme& theme = view.theme;
  const int all = std::min(view.codes.size, TraversalsTask::kMostRows);
  const ImVec2 room = {ImGui::GetContentRegionAvail().x - theme.px(kLabelWidth),
                       ImGui::GetContentRegionAvail().y - theme.px(34)};
  if (room.x < theme.px(3 * kLeastSide) || room.y < theme.px(kLeastSide)) return;
  TileGrid grid = grid_for(view, room, view.samples.proportions(), all);
  draw_sort(view, panel);
  draw_pager(view, panel, grid.rows, all);
  ask(view, state, panel, grid);
  const TraversalsTask::Page& page = panel.task.result();
  if (page.code_size != state.code.values.size()) return;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  grid.origin = {start.x + theme.px(kLabelWidth), start.y};
  const int shown = std::min(static_cast<int>(page.rows.size()), grid.rows);
  for (int i = 0; i < shown; ++i) draw_row(view, state, page, i, grid);
  const float below = start.y + grid.step.y * static_cast<float>(shown) + theme.px(12);
  const ImVec2 rest = {room.x + theme.px(kLabelWidth), start.y + room.y - below};
  if (rest.y < theme.px(kLeastPassPictures)) return;
  ImGui::SetCursorScreenPos({start.x, below});
  draw_pass_pictures(view, rest);
}

std::string remark_of(const View& view, const TraversePanelState& panel) {
  std::string age = age_of(panel.task, view.snapshot);
  if (!age.empty()) return age;
  if (view.codes.size > TraversalsTask::kMostRows) {
    return std::to_string(TraversalsTask::kMostRows) + " of " + std::to_string(view.codes.size) + " coordinates";
  }
  return has_posterior(view) ? "each from \u22123 to 3" : "each by \u00b13 deviations";
}

}  // namespace

void draw_traverse(const View& view, AppState& state, CommandQueue&) {
  auto& panel = state.memory.of<TraversePanelState>();
  if (panel.generation != view.snapshot.generation) {
    panel.generation = view.snapshot.generation;
    panel.choice = panel.page = 0;
    panel.waiting_since = view.seconds;
  }
  const bool ready = fits(view.codes, state.code.values);
  card_heading(view.theme, "Traverse", ready ? remark_of(view, panel) : std::string());
  if (ready) return draw_rows(view, state, panel);
  // Right after the start of a run the codes are not complete.
  if (view.seconds - panel.waiting_since < 1) return;
  empty_state(view.theme, no_codes_sentence(view.snapshot));
}

}  // namespace hourglass
