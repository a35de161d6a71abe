#include "app/panels/reconstructions/panel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/panels/reconstructions/examples.h"
#include "app/widgets/tiles.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

constexpr std::string_view kSources[] = {"held out", "training", "random", "worst", "drawing"};
constexpr float kLeastSide = 34, kMostSide = 84;  // CSS pixels of an image

/// The panel's own state.
struct ReconstructionsPanelState {
  int source = 0;
  std::uint32_t seed = 1;
  bool errors = true;
  ExamplesTask task;
};

/// The images of a sample, one below the other.
enum Row { kInput, kCorrupted, kOutput, kError };

std::vector<Row> rows_of(const ReconstructionsPanelState& panel, const Settings& settings) {
  std::vector<Row> rows = {kInput};
  if (settings.architecture.corruption != CorruptionKind::kNone) rows.push_back(kCorrupted);
  rows.push_back(kOutput);
  if (panel.errors) rows.push_back(kError);
  return rows;
}

std::string_view name_of(Row row) {
  constexpr std::string_view kNames[] = {"input", "damaged", "output", "error"};
  return kNames[row];
}

constexpr float kBetweenLines = 8;  // CSS pixels, besides the usual gap

/// As large as images fit with at least six side by side: `rows` images of one sample below each other, and such lines
/// below each other.
TileGrid grid_for(const Theme& theme, ImVec2 room, Shape shape, std::size_t rows) {
  const float gap = theme.px(4), count = static_cast<float>(rows);
  const float tall = (room.y - gap * (count - 1)) / count, wide = (room.x + gap) / 6 - gap;
  const float wanted = std::clamp(std::min(tall, wide), theme.px(kLeastSide), theme.px(kMostSide));
  const float whole = whole_pixels(wanted, shape.width);
  const float side = whole >= theme.px(kLeastSide) ? whole : std::floor(wanted);
  TileGrid grid{{side, side}, {side + gap, count * (side + gap) + theme.px(kBetweenLines)}};
  grid.columns = tiles_that_fit(room.x, side, gap);
  grid.rows = tiles_that_fit(room.y, grid.step.y - theme.px(kBetweenLines), theme.px(kBetweenLines));
  grid.rows = std::min(grid.rows, std::max(1, ExamplesTask::kMostExamples / grid.columns));
  return grid;
}

/// The output minus the input: too bright (accent), too dark (blue).
TextureAtlas::Tile error_tile(const View& view, const Example& example) {
  const Shape shape = view.pass.shape();
  std::vector<float> errors;
  errors.reserve(example.input.size());
  for (std::size_t i = 0; i < example.input.size(); i += static_cast<std::size_t>(shape.channels)) {
    errors.push_back(example.output[i] - example.input[i]);
  }
  return view.images.put_signed(errors, shape.height, shape.width, signed_colours(view.theme));
}

TextureAtlas::Tile tile_of(const View& view, const Example& example, Row row) {
  const Theme& theme = view.theme;
  const ColourMap plain = {theme.colour.well, theme.colour.text}, made = {theme.colour.well, theme.colour.accent};
  switch (row) {
    case kInput: return view.images.put(example.input, view.pass.shape(), plain);
    case kCorrupted:
      return view.images.put(example.corrupted.empty() ? example.input : example.corrupted, view.pass.shape(), plain);
    case kOutput: return view.images.put(example.output, view.pass.shape(), made);
    case kError: break;
  }
  return error_tile(view, example);
}

void draw_example_tooltip(const Theme& theme, const Example& example, Row row) {
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip)) return;
  char words[128];
  const int length =
      std::snprintf(words, sizeof words, "%.*s, squared error %.2f", static_cast<int>(name_of(row).size()),
                    name_of(row).data(), static_cast<double>(example.error));
  if (example.label >= 0)
    std::snprintf(words + length, sizeof words - static_cast<std::size_t>(length), ", label %d", example.label);
  tooltip(theme, words);
}

void draw_example(const View& view, AppState& state, const ReconstructionsPanelState& panel, const TileGrid& grid,
                  const std::vector<Row>& rows, int number) {
  const Example& example = panel.task.result()[static_cast<std::size_t>(number)];
  const bool selected =
      !state.selection.drawing && state.selection.split == example.split && state.selection.index == example.index;
  ImVec2 corner = grid.corner(number);
  for (const Row row : rows) {
    const GridTile tile{100 + 4 * number + row,
                        "reconstructions." + std::string(name_of(row)) + "." + std::to_string(number),
                        tile_of(view, example, row), selected && row == kInput};
    const bool clicked = grid_tile_button(view.theme, view.images, view.regions, grid, corner, tile);
    if (clicked && panel.source != static_cast<int>(ExampleSource::kDrawing)) {
      state.selection.choose(example.split, example.index);
    }
    draw_example_tooltip(view.theme, example, row);
    corner.y = std::floor(corner.y + grid.step.x);
  }
}

void draw_examples(const View& view, AppState& state, const ReconstructionsPanelState& panel, TileGrid grid,
                   const std::vector<Row>& rows) {
  grid.origin = ImGui::GetCursorScreenPos();
  const int shown = std::min(grid.count(), static_cast<int>(panel.task.result().size()));
  for (int i = 0; i < shown; ++i) {
    // The result of other data stays until a newer one is complete.
    const Example& example = panel.task.result()[static_cast<std::size_t>(i)];
    if (example.input.size() != static_cast<std::size_t>(view.pass.shape().features())) return;
    draw_example(view, state, panel, grid, rows, i);
  }
}

double mean_error(const std::vector<Example>& examples) {
  double sum = 0;
  for (const Example& example : examples) sum += static_cast<double>(example.error);
  return examples.empty() ? 0 : sum / static_cast<double>(examples.size());
}

void draw_heading(const View& view, const ReconstructionsPanelState& panel) {
  char words[96];
  const std::string age = age_of(panel.task, view.snapshot);
  std::snprintf(words, sizeof words, "squared error %.2f%s%s", mean_error(panel.task.result()), age.empty() ? "" : ", ",
                age.c_str());
  card_heading(view.theme, "Reconstructions", panel.task.result().empty() ? std::string_view() : words);
}

}  // namespace

void draw_reconstructions(const View& view, AppState& state, CommandQueue&) {
  const Theme& theme = view.theme;
  ReconstructionsPanelState& panel = state.memory.of<ReconstructionsPanelState>();
  draw_heading(view, panel);
  choice_row(theme, 1, kSources, panel.source, &view.regions, "reconstructions");
  if (panel.source == static_cast<int>(ExampleSource::kRandom)) {
    ImGui::SameLine(0, theme.px(6));
    if (icon_button(theme, 3, Icon::kReset, theme.px(26))) ++panel.seed;
    view.regions.mark_item("reconstructions.others");
    tooltip(theme, "Other ones");
  }
  ImGui::SameLine(0, theme.px(12));
  if (ImGui::GetContentRegionAvail().x < theme.px(70)) ImGui::NewLine();
  tick_box(theme, 2, "errors", panel.errors);
  view.regions.mark_item("reconstructions.errors");
  tooltip(theme, "Where the output is brighter than the input (accent) and darker (blue)");
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (panel.source == static_cast<int>(ExampleSource::kDrawing) && state.drawing.empty()) {
    return empty_state(theme, "Draw something first: here you see what becomes of it.");
  }
  const std::vector<Row> rows = rows_of(panel, view.snapshot.model.settings);
  if (room.x < 1 || room.y < 1 || view.pass.shape().features() < 1) return;
  const TileGrid grid = grid_for(theme, room, view.pass.shape(), rows.size());
  panel.task.set_request(static_cast<ExampleSource>(panel.source), grid.count(), panel.seed, view.pass.input());
  view.tasks.request(panel.task);
  draw_examples(view, state, panel, grid, rows);
}

}  // namespace hourglass
