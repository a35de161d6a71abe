#include "app/panels/generate/panel.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/generate/state.h"
#include "app/widgets/choices.h"
#include "app/widgets/tiles.h"
#include "app/widgets/widgets.h"
#include "io/png.h"
#include "session/resolve.h"

namespace hourglass {
namespace {

constexpr float kLeastTile = 40, kMostTile = 170, kGap = 6;  // CSS pixels
constexpr int kMostImages = 60;

constexpr std::string_view kNoPrior =
    "Training has not drawn these codes towards a normal distribution: most of its draws would lie where the network "
    "never painted anything. The mixture follows the codes that there are.";
constexpr std::string_view kCodebook =
    "This code is made of a codebook's entries, and nothing tells which of them go together. Choose a variational, "
    "Wasserstein or adversarial family in the settings to make new samples.";

int image_count(const TileGrid& grid) { return std::min(grid.count(), kMostImages); }

/// The size of images, in whole image pixels where that is possible, that fills the room best.
TileGrid grid_for(const Theme& theme, ImVec2 room, const SampleView& samples) {
  const float gap = theme.px(kGap), aspect = samples.aspect();
  TileGrid best;
  float most = 0;
  for (float wanted = theme.px(kLeastTile); wanted <= theme.px(kMostTile); wanted += theme.px(2)) {
    TileGrid grid;
    const float whole = whole_pixels(wanted, samples.proportions().width);
    grid.tile.x = whole < theme.px(kLeastTile) ? wanted : whole;
    grid.tile.y = std::floor(grid.tile.x * aspect);
    grid.step = {grid.tile.x + gap, grid.tile.y + gap};
    grid.columns = tiles_that_fit(room.x, grid.tile.x, gap);
    grid.rows = tiles_that_fit(room.y, grid.tile.y, gap);
    // A slightly fuller grid does not justify pixels of two sizes, nor few images.
    const float filled = static_cast<float>(image_count(grid)) * grid.tile.x * grid.tile.y *
                         (grid.tile.x == whole ? 1 : 0.8f) * (image_count(grid) < 8 ? 0.6f : 1);
    if (filled > most) most = filled, best = grid;
  }
  // Spread over the width, but not torn apart.
  const float spare = room.x - best.step.x * static_cast<float>(best.columns) + gap;
  if (best.columns > 1) best.step.x += std::clamp(spare / static_cast<float>(best.columns - 1), 0.0f, theme.px(10));
  return best;
}

void draw_source(const View& view, GeneratePanelState& panel) {
  constexpr NamedChoice kSources[] = {
      {"Prior", "prior", "Codes from the standard normal distribution, which training draws codes towards"},
      {"Mixture", "mixture", "Codes from a mixture of normal distributions, fitted to the codes of held-out samples"}};
  int chosen = static_cast<int>(panel.source);
  if (named_choice_row(view.theme, view.regions, "generate.source", kSources, chosen))
    panel.source = static_cast<CodeSource>(chosen);
}

void save(const View& view, const GeneratePanelState& panel, int columns, CommandQueue& queue) {
  const DecodedImages& made = panel.decoded(view.snapshot);
  ImageGrid grid = image_grid(made.shape, made.pixels, columns);
  queue.push_back(command::SaveImage{"hourglass-samples.png", grid.shape, std::move(grid.pixels)});
}

/// True when the grid shall be saved.
bool draw_controls(const View& view, GeneratePanelState& panel) {
  const Theme& theme = view.theme;
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  draw_source(view, panel);
  ImGui::SameLine(0, theme.px(14));
  if (small_button(theme, 1, "Again")) ++panel.seed;
  view.regions.mark_item("generate.again");
  tooltip(theme, "Other samples");
  bool wanted = false;
  if (view.platform.save_picture) {
    ImGui::SameLine(0, theme.px(4));
    wanted = small_button(theme, 2, "Save") && panel.decoded(view.snapshot).count() > 0;
    view.regions.mark_item("generate.save");
    tooltip(theme, "These samples as one picture");
  }
  const float width = 220, left = ImGui::GetItemRectMax().x + theme.px(14);
  if (left + theme.px(width) < right) ImGui::SameLine(0, theme.px(14));
  const float room = std::min(ImGui::GetContentRegionAvail().x / theme.unit, width);
  level_slider(theme, 3, {"temperature", 0, 2, room, "%.2f", 1}, panel.temperature);
  view.regions.mark_item("generate.temperature");
  tooltip(theme, "How far the draws go from the middle: 0 paints what is most typical, above 1 the unusual");
  const Settings& settings = view.snapshot.model.settings;
  if (settings.condition.kind == Condition::kLabel) {
    label_row(view.theme, view.regions, "generate.label", "all", known_labels(settings.condition), panel.label);
  }
  return wanted;
}

void draw_grid(const View& view, AppState& state, const GeneratePanelState& panel, TileGrid grid) {
  const DecodedImages& made = panel.decoded(view.snapshot);
  const ColourMap colours = {view.theme.colour.well, view.theme.colour.accent};
  grid.origin = ImGui::GetCursorScreenPos();
  for (int n = 0; n < std::min(image_count(grid), made.count()); ++n) {
    const std::span<const float> code = made.code(n);
    const GridTile tile{100 + n, "generate.tile." + std::to_string(n),
                        view.samples.put(view.images, made.image(n), colours, grid.tile.x), state.code.holds(code)};
    if (grid_tile_button(view.theme, view.images, view.regions, grid, grid.corner(n), tile)) {
      state.code.hold({code.begin(), code.end()});
    }
    tooltip(view.theme, "A click takes its code to all panels");
  }
}

}  // namespace

void draw_generate(const View& view, AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  GeneratePanelState& panel = state.memory.of<GeneratePanelState>();
  panel.suit_network(view);
  card_heading(theme, "Generate", age_of(panel.task(), view.snapshot));
  const Settings& settings = view.snapshot.model.settings;
  if (settings.architecture.bottleneck == BottleneckKind::kVectorQuantised) return empty_state(theme, kCodebook);
  const bool wanted = draw_controls(view, panel);
  const bool idle = panel.source == CodeSource::kPrior && !follows_prior(settings);
  if (idle) return empty_state(theme, kNoPrior);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (room.x < 1 || room.y < 1) return;
  const TileGrid grid = grid_for(theme, room, view.samples);
  panel.update(view, image_count(grid));
  draw_grid(view, state, panel, grid);
  if (wanted) save(view, panel, grid.columns, queue);
}

}  // namespace hourglass
