#include "app/panels/curves/panel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/panels/curves/pca_error.h"
#include "app/widgets/number_format.h"
#include "app/widgets/plot.h"
#include "app/widgets/widgets.h"
#include "nn/loss.h"
#include "session/glossary.h"

namespace hourglass {
namespace {

struct CurvesPanelState {
  int term = 0;  ///< an index into terms_of
  bool logarithmic = true;
  PcaErrorTask pca;
  /// The plot as drawn, and when it is next rebuilt: while training goes on, not in every frame.
  Plot plot;
  double due = 0;
  std::size_t points = 0;
};

/// A curve that can be chosen.
struct Term {
  std::string_view name;
  double (*value)(const LossTerms&, std::size_t penalty);
  bool of_all_features = false;  ///< so that PCA's error compares
  std::size_t penalty = 0;
};

/// The total; its parts where there are several; of a table the parts that numbers and categories have.
std::vector<Term> terms_of(const Snapshot& live) {
  std::vector<Term> terms = {{"total", [](const LossTerms& t, std::size_t) { return t.total; }, true}};
  if (!live.penalty_names.empty())
    terms.push_back({"reconstruction", [](const LossTerms& t, std::size_t) { return t.reconstruction; }, true});
  const bool both = live.data->description().kind == DataKind::kTable && !live.history.empty() &&
                    live.history.back().held_out.categories > 0;
  if (both) {
    terms.push_back({"numbers", [](const LossTerms& t, std::size_t) { return t.reconstruction - t.categories; }});
    terms.push_back({"categories", [](const LossTerms& t, std::size_t) { return t.categories; }});
  }
  for (std::size_t i = 0; i < live.penalty_names.size(); ++i)
    terms.push_back(
        {live.penalty_names[i], [](const LossTerms& t, std::size_t n) { return t.penalties[n]; }, false, i});
  return terms;
}

/// A line's colour, name and newest value, in half of the width.
void draw_legend(const Theme& theme, const PlotLine& line, float width) {
  char buffer[32];
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float middle = at.y + theme.px(10);
  ImGui::GetWindowDrawList()->AddLine({at.x, middle}, {at.x + theme.px(14), middle}, line.colour,
                                      theme.px(line.thickness + 0.5f));
  const std::string_view value = line.values.empty() ? "\u2013" : short_number(line.values.back(), buffer);
  // A very long number replaces the name.
  const float needed = theme.px(26) + text_width(theme.font.small, line.name) + text_width(theme.font.number, value);
  if (needed <= width)
    draw_text(theme.font.small, theme.colour.quiet, {at.x + theme.px(20), at.y + theme.px(2)}, line.name);
  draw_text(theme.font.number, theme.colour.text, {at.x + width, at.y}, value, 1);
  ImGui::Dummy({width, theme.px(20)});
  tooltip(theme, meaning_of(line.name));
}

/// The training loss term by term, for the tooltip; nothing where it has only one term.
std::vector<PlotReading> readings_of(const Snapshot& snapshot) {
  std::vector<PlotReading> readings;
  const std::vector<Term> terms = terms_of(snapshot);
  for (std::size_t i = 1; i < terms.size(); ++i) {
    PlotReading& reading = readings.emplace_back(PlotReading{terms[i].name, {}});
    for (const HistoryPoint& point : snapshot.history)
      reading.values.push_back(terms[i].value(point.training, terms[i].penalty));
  }
  return readings;
}

/// Adds PCA's error as a level to compare with. Only the squared error compares: PCA minimises no other loss.
void add_pca(const View& view, const Term& term, CurvesPanelState& panel, Plot& plot) {
  if (view.live.model.settings.architecture.loss != ReconstructionLoss::kMse || !term.of_all_features) return;
  view.tasks.request(panel.pca);
  const std::optional<double>& error = panel.pca.squared_error();
  if (error) plot.levels.push_back({"PCA, same size of code", view.theme.colour.quiet, *error});
}

Plot plot_of(const View& view, CurvesPanelState& panel) {
  const Theme& theme = view.theme;
  Plot plot{"epochs", {}, {}, readings_of(view.live)};
  // The held-out line lies over the training line, whose noise would hide it.
  PlotLine training{"training", theme.colour.accent, 1.5f, {}}, held_out{"held out", theme.colour.held_out, 2, {}};
  const std::vector<Term> terms = terms_of(view.live);
  const Term& term = terms[std::min(static_cast<std::size_t>(panel.term), terms.size() - 1)];
  for (const HistoryPoint& point : view.live.history) {
    plot.x.push_back(point.epoch);
    training.values.push_back(term.value(point.training, term.penalty));
    held_out.values.push_back(term.value(point.held_out, term.penalty));
  }
  plot.lines = {std::move(training), std::move(held_out)};
  plot.logarithmic = panel.logarithmic;
  if (&view.snapshot != &view.live) plot.marked_x = view.snapshot.epoch;
  add_pca(view, term, panel, plot);
  return plot;
}

bool draw_choices(const View& view, CurvesPanelState& panel) {
  const Theme& theme = view.theme;
  std::vector<std::string_view> terms;
  for (const Term& term : terms_of(view.live)) terms.push_back(term.name);
  panel.term = std::min(panel.term, static_cast<int>(terms.size()) - 1);
  bool changed = false;
  if (terms.size() > 1) {
    changed = choice_row(theme, 1, terms, panel.term, &view.regions, "curves.term");
    ImGui::SameLine(0, theme.px(12));
    if (ImGui::GetContentRegionAvail().x < theme.px(60)) ImGui::NewLine();
  }
  changed = tick_box(theme, 2, "log", panel.logarithmic) || changed;
  view.regions.mark_item("curves.log");
  return changed;
}

/// The slider through the run's past: it selects the snapshot that all panels show.
void draw_scrub(const View& view, AppState& state) {
  const Theme& theme = view.theme;
  const auto& moments = view.timeline.moments();
  const float room = ImGui::GetContentRegionAvail().x, now = theme.px(56), width = room - now - theme.px(10);
  const ImVec2 at = ImGui::GetCursorScreenPos(), size = {width, theme.px(26)};
  press_area("scrub", size);
  view.regions.mark_item("curves.scrub");
  const double begin = moments.empty() ? 0 : moments.front()->epoch, end = std::max(view.live.epoch, begin + 1e-9);
  if (ImGui::IsItemActive() && !moments.empty()) {
    const double share = std::clamp((ImGui::GetIO().MousePos.x - at.x) / width, 0.0f, 1.0f);
    const double wanted = begin + share * (end - begin);
    const auto nearest = std::min_element(moments.begin(), moments.end(), [&](const auto& a, const auto& b) {
      return std::fabs(a->epoch - wanted) < std::fabs(b->epoch - wanted);
    });
    state.past = share >= 0.995 ? nullptr : *nearest;
  }
  const bool past = state.past != nullptr;
  tooltip(theme,
          "Drag through the run\u2019s past: every panel shows the network as it was then, while training goes on");
  const float middle = at.y + size.y / 2;
  const float here = at.x + width * static_cast<float>(std::clamp(
                                        ((past ? state.past->epoch : end) - begin) / (end - begin), 0.0, 1.0));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled({at.x, middle - theme.px(2)}, {at.x + width, middle + theme.px(2)}, theme.colour.field,
                     theme.px(2));
  list.AddRectFilled({at.x, middle - theme.px(2)}, {here, middle + theme.px(2)},
                     faded(theme.colour.accent, past ? 0.7f : 0.35f), theme.px(2));
  list.AddCircleFilled({here, middle}, theme.px(7), past ? theme.colour.accent : theme.colour.faint);
  ImGui::SameLine(0, theme.px(10));
  if (button(theme, 3, "Now", {Icon::kNone, past ? Emphasis::kPrimary : Emphasis::kQuiet, 56, past}))
    state.past.reset();
  view.regions.mark_item("curves.now");
}

}  // namespace

void draw_curves(const View& view, AppState& state, CommandQueue&) {
  const Theme& theme = view.theme;
  CurvesPanelState& panel = state.memory.of<CurvesPanelState>();
  char words[64];
  std::snprintf(words, sizeof words, "as it was at epoch %.2f", view.snapshot.epoch);
  const std::string_view sample = data_kind_row(view.samples.description.kind).sample;
  card_heading(theme, "Loss", state.past ? words : loss_unit(view.live.model) + " per " + std::string(sample));
  const bool chosen = draw_choices(view, panel);
  // While training, a few updates per second are enough; a pause, a choice or another run shows at once.
  constexpr double kPause = 0.15;
  const bool moved = !view.running || view.live.history.size() < panel.points || state.past;
  if (chosen || moved || view.seconds >= panel.due) {
    panel.plot = plot_of(view, panel);
    panel.due = view.seconds + kPause;
    panel.points = view.live.history.size();
  } else if (view.live.model.settings.architecture.loss == ReconstructionLoss::kMse) {
    view.tasks.request(panel.pca);
  }
  const Plot& plot = panel.plot;
  const float half = std::min((ImGui::GetContentRegionAvail().x - theme.px(18)) / 2, theme.px(148));
  draw_legend(theme, plot.lines[0], half);
  ImGui::SameLine(0, theme.px(18));
  draw_legend(theme, plot.lines[1], half);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  draw_plot(theme, plot, {room.x, room.y - theme.px(34)});
  view.regions.mark_item("curves");
  draw_scrub(view, state);
}

}  // namespace hourglass
