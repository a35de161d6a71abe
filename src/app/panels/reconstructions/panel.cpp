#include "app/panels/reconstructions/panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/panels/reconstructions/examples.h"
#include "app/widgets/tiles.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

constexpr std::array<std::string_view, 5> kSources = {"held out", "training", "random", "worst", "drawing"};
constexpr float kLeastSide = 34, kMostSide = 420;  // CSS pixels of an image

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

/// `rows` images of one sample below each other, and such lines below each other, as large as fits with at least six
/// samples side by side.
TileGrid grid_for(const Theme& theme, ImVec2 room, const SampleView& samples, std::size_t rows) {
  constexpr int kFewest = 6, kMost = 12;
  const float gap = theme.px(4), between = theme.px(kBetweenLines), count = static_cast<float>(rows);
  const float aspect = samples.aspect(), tall = (room.y - gap * (count - 1)) / count / aspect;
  TileGrid best;
  float most = 0;
  for (int across = kFewest; across <= kMost; ++across) {
    const float wide = (room.x + gap) / static_cast<float>(across) - gap;
    const float wanted = std::clamp(std::min(tall, wide), theme.px(kLeastSide), theme.px(kMostSide));
    const float whole = whole_pixels(wanted, samples.proportions().width);
    const float side = whole >= theme.px(kLeastSide) ? whole : std::floor(wanted);
    const float high = std::floor(side * aspect);
    TileGrid grid{{side, high}, {side + gap, count * (high + gap) + between}};
    grid.columns = tiles_that_fit(room.x, side, gap);
    grid.rows = tiles_that_fit(room.y, grid.step.y - between, between);
    grid.rows = std::min(grid.rows, std::max(1, ExamplesTask::kMostExamples / grid.columns));
    // Smaller images have to fill clearly more.
    const float filled = static_cast<float>(grid.count()) * side * high;
    if (filled > 1.1f * most) most = filled, best = grid;
  }
  return best;
}

TextureAtlas::Tile tile_of(const View& view, const Example& example, Row row, float width) {
  const Theme& theme = view.theme;
  const SampleView& samples = view.samples;
  const ColourMap plain = {theme.colour.well, theme.colour.text}, made = {theme.colour.well, theme.colour.accent};
  switch (row) {
    case kInput: return samples.put(view.images, example.input, plain, width);
    case kCorrupted:
      return samples.put(view.images, example.corrupted.empty() ? example.input : example.corrupted, plain, width);
    case kOutput: return samples.put(view.images, example.output, made, width);
    case kError: break;
  }
  return samples.put_error(view.images, theme, example.input, example.output, width);
}

void draw_example_tooltip(const View& view, const Example& example, Row row) {
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip)) return;
  char error[48];
  std::snprintf(error, sizeof error, ", squared error %.2f", static_cast<double>(example.error));
  std::string words = std::string(name_of(row)) + error;
  if (example.label >= 0) words += ", label " + label_text(view.samples.description, example.label);
  const std::string said = view.samples.text(row == kOutput ? example.output : example.input);
  if (!said.empty() && row != kError) words += ": " + said;
  tooltip(view.theme, words);
}

void draw_example(const View& view, AppState& state, const ReconstructionsPanelState& panel, const TileGrid& grid,
                  const std::vector<Row>& rows, int number) {
  const Example& example = panel.task.result()[static_cast<std::size_t>(number)];
  const bool selected =
      !state.selection.own() && state.selection.split == example.split && state.selection.index == example.index;
  ImVec2 corner = grid.corner(number);
  for (const Row row : rows) {
    const GridTile tile{100 + 4 * number + row,
                        "reconstructions." + std::string(name_of(row)) + "." + std::to_string(number),
                        tile_of(view, example, row, grid.tile.x), selected && row == kInput};
    const bool clicked = grid_tile_button(view.theme, view.images, view.regions, grid, corner, tile);
    if (clicked && panel.source != static_cast<int>(ExampleSource::kDrawing)) {
      state.selection.choose(example.split, example.index);
    }
    draw_example_tooltip(view, example, row);
    corner.y = std::floor(corner.y + grid.tile.y + grid.step.x - grid.tile.x);
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
  const bool by_pen = can_be_drawn(view.samples.description.kind);
  auto sources = kSources;
  if (!by_pen) sources.back() = "own";
  choice_row(theme, 1, sources, panel.source, &view.regions, "reconstructions");
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
  const bool none = by_pen ? state.drawing.empty() : !state.selection.own();
  if (panel.source == static_cast<int>(ExampleSource::kDrawing) && none) {
    return empty_state(theme, by_pen ? "Draw something first: here you see what becomes of it."
                                     : "Change the sample first: here you see what becomes of it.");
  }
  const std::vector<Row> rows = rows_of(panel, view.snapshot.model.settings);
  if (room.x < 1 || room.y < 1 || view.pass.shape().features() < 1) return;
  const TileGrid grid = grid_for(theme, room, view.samples, rows.size());
  panel.task.set_request(static_cast<ExampleSource>(panel.source), grid.count(), panel.seed, view.pass.input());
  view.tasks.request(panel.task);
  draw_examples(view, state, panel, grid, rows);
}

}  // namespace hourglass
