#include "app/panels/panels.h"
#include "app/plot.h"
#include "app/widgets.h"
#include "nn/loss.h"

namespace hourglass {
namespace {

/// What the loss is counted in.
std::string_view loss_unit(const Settings& settings) {
  for (const ReconstructionLossRow& row : reconstruction_losses()) {
    if (row.id == settings.loss) return row.unit;
  }
  return "";
}

/// A line's colour, name and newest value.
void draw_legend(const Theme& theme, const PlotLine& line) {
  char buffer[32];
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float middle = at.y + theme.px(10);
  ImGui::GetWindowDrawList()->AddLine({at.x, middle}, {at.x + theme.px(16), middle}, line.colour,
                                      theme.px(line.thickness + 0.5f));
  draw_text(theme.font.small, theme.colour.quiet, {at.x + theme.px(24), at.y + theme.px(2)}, line.name);
  const std::string_view value = line.values.empty() ? "–" : short_number(line.values.back(), buffer);
  draw_text(theme.font.number, theme.colour.text, {at.x + theme.px(148), at.y}, value, 1);
  ImGui::Dummy(theme.px(148, 20));
}

/// The training loss term by term; nothing where it has only one.
std::vector<PlotReading> readings_of(const Snapshot& snapshot) {
  if (snapshot.penalty_names.empty()) return {};
  std::vector<PlotReading> readings{{"reconstruction", {}}};
  for (const HistoryPoint& point : snapshot.history) readings[0].values.push_back(point.training.reconstruction);
  for (std::size_t i = 0; i < snapshot.penalty_names.size(); ++i) {
    PlotReading& reading = readings.emplace_back(PlotReading{snapshot.penalty_names[i], {}});
    for (const HistoryPoint& point : snapshot.history) reading.values.push_back(point.training.penalties[i]);
  }
  return readings;
}

Plot plot_of(const Theme& theme, const Snapshot& snapshot) {
  Plot plot{"epochs", {}, {}, readings_of(snapshot)};
  PlotLine held_out{"held out", theme.colour.held_out, 1.5f, {}},
      training{"training", theme.colour.accent, 2, {}};
  for (const HistoryPoint& point : snapshot.history) {
    plot.x.push_back(point.epoch);
    training.values.push_back(point.training.total);
    held_out.values.push_back(point.held_out.total);
  }
  plot.lines = {std::move(held_out), std::move(training)};
  return plot;
}

}  // namespace

void draw_curves(const View& view, AppState&, CommandQueue&) {
  const Theme& theme = view.theme;
  card_heading(theme, "Loss", loss_unit(view.snapshot.model.settings));
  const Plot plot = plot_of(theme, view.snapshot);
  draw_legend(theme, plot.lines[1]);
  ImGui::SameLine(0, theme.px(28));
  draw_legend(theme, plot.lines[0]);
  draw_plot(theme, plot, ImGui::GetContentRegionAvail());
  view.regions.mark_item("curves");
}

}  // namespace hourglass
