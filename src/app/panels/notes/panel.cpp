#include "app/panels/notes/panel.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <string>

#include "app/widgets/plot.h"
#include "app/widgets/widgets.h"
#include "session/diagnosis.h"

namespace hourglass {
namespace {

/// A finding, from its first to its last diagnosis.
struct Note {
  Finding finding;
  std::uint64_t step = 0;
  double epoch = 0;
  bool over = false;
};

struct NotesPanelState {
  int page = 0;  ///< 0 the notes, 1 the gradients behind them
  std::uint64_t generation = 0, diagnosed_step = 0;
  RunState state = RunState::kPaused;  ///< at the last diagnosis
  std::vector<Note> notes;             ///< newest first
};

Note* find(NotesPanelState& panel, std::string_view code) {
  for (Note& note : panel.notes) {
    if (note.finding.code == code && !note.over) return &note;
  }
  return nullptr;
}

/// A finding keeps its place while its number changes; a finding that has ended stays, marked as over.
void update_notes(NotesPanelState& panel, const Snapshot& run) {
  if (panel.generation != run.generation) {
    panel.generation = run.generation;
    panel.notes.clear();
    panel.diagnosed_step = 0;
  }
  // Health changes only at the points of the curves.
  if (panel.diagnosed_step == run.health.step && panel.state == run.state) return;
  panel.diagnosed_step = run.health.step;
  panel.state = run.state;
  const std::vector<Finding> findings = diagnose(run);
  for (Note& note : panel.notes) {
    note.over =
        std::none_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.code == note.finding.code; });
  }
  for (const Finding& finding : findings) {
    if (Note* known = find(panel, finding.code)) known->finding = finding;
    else panel.notes.insert(panel.notes.begin(), {finding, run.model.step, run.epoch, false});
  }
  if (panel.notes.size() > 30) panel.notes.resize(30);
}

std::string_view title_of(std::string_view code) {
  for (const FindingKind& kind : finding_kinds()) {
    if (kind.code == code) return kind.title;
  }
  return code;
}

/// The sentence without the title that it begins with, because the title stands above it.
std::string_view without_title(std::string_view sentence, std::string_view title) {
  const bool repeats = sentence.substr(0, title.size()) == title && sentence.substr(title.size(), 2) == ": ";
  return repeats ? sentence.substr(title.size() + 2) : sentence;
}

void draw_note(const View& view, const Note& note, int id, CommandQueue& queue) {
  const Theme& theme = view.theme;
  char when[48];
  std::snprintf(when, sizeof when, note.over ? "epoch %.1f, over now" : "since epoch %.1f", note.epoch);
  const ImU32 colour = note.over ? theme.colour.quiet : theme.colour.text;
  text_in(theme.font.heading, colour, title_of(note.finding.code));
  draw_text(theme.font.small, theme.colour.quiet,
            {ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x, ImGui::GetItemRectMin().y + theme.px(2)},
            when, 1);
  ImGui::PushTextWrapPos(0);
  std::string sentence(without_title(note.finding.sentence, title_of(note.finding.code)));
  if (!sentence.empty()) sentence[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence[0])));
  text_in(theme.font.body, colour, sentence);
  ImGui::PopTextWrapPos();
  if (!note.over && !note.finding.setting.empty()) {
    const std::string label = "Try " + setting_label(note.finding.setting) + " " + note.finding.value;
    if (button(theme, id, label, {Icon::kNone, Emphasis::kPlain})) {
      queue.push_back(command::Apply{note.finding.setting, note.finding.value});
    }
    view.regions.mark_item("notes.apply." + std::to_string(id));
    const Setting* setting = find_setting(note.finding.setting);
    const bool anew = setting && setting->change == SettingChange::kNeedsReset;
    tooltip(theme, anew ? "Begins anew with this setting" : "Acts at the next step; training goes on");
  }
  ImGui::Dummy(theme.px(1, 4));
}

void draw_notes_page(const View& view, NotesPanelState& panel, CommandQueue& queue) {
  if (panel.notes.empty()) {
    return empty_state(view.theme,
                       too_early_to_judge(view.live)
                           ? "Nothing to report yet: the curves are still too short to read."
                           : "Nothing wrong in this run. Choose a preset such as \"Too fast\" or \"Overfit me\" to see "
                             "what trouble looks like.");
  }
  ImGui::BeginChild("notes", {0, 0}, ImGuiChildFlags_None, ImGuiWindowFlags_NoBackground);
  int id = 0;
  for (const Note& note : panel.notes) draw_note(view, note, id++, queue);
  ImGui::EndChild();
}

/// The gradients of the layers that have parameters, at the moments of the timeline.
Plot gradient_plot(const View& view) {
  Plot plot{"epochs", {}, {}, {}};
  for (const auto& moment : view.timeline.moments()) {
    const Health& health = moment->health;
    if (health.step == 0) continue;
    plot.x.push_back(static_cast<double>(health.step) / static_cast<double>(moment->steps_per_epoch));
    std::size_t line = 0;
    for (const LayerHealth& layer : health.layers) {
      if (layer.gradient_rms <= 0 && plot.lines.size() <= line) continue;
      if (line == plot.lines.size()) {
        plot.lines.push_back({layer.name, label_colour(view.theme, static_cast<int>(line)), 1.5f,
                              std::vector<double>(plot.x.size() - 1)});
      }
      if (plot.lines[line].name != layer.name) continue;
      plot.lines[line++].values.push_back(layer.gradient_rms);
    }
    for (PlotLine& one : plot.lines) one.values.resize(plot.x.size());
  }
  return plot;
}

void draw_stuck_units(const View& view) {
  const Theme& theme = view.theme;
  std::string words;
  for (const LayerHealth& layer : view.snapshot.health.layers) {
    if (layer.kind == StuckUnits::kNeither) continue;
    char one[96];
    std::snprintf(one, sizeof one, "%s %.0f %%", layer.name.c_str(), 100 * layer.stuck_units);
    words += (words.empty() ? "Units that no longer learn: " : ", ") + std::string(one);
  }
  if (words.empty()) words = "No layer has units that can be stuck.";
  ImGui::PushTextWrapPos(0);
  text_in(theme.font.small, theme.colour.quiet, words);
  ImGui::PopTextWrapPos();
}

void draw_gradients_page(const View& view) {
  draw_stuck_units(view);
  const Plot plot = gradient_plot(view);
  if (plot.x.size() < 2)
    return empty_state(view.theme, "Gradients are measured with the points of the curves; train a little.");
  draw_plot(view.theme, plot, ImGui::GetContentRegionAvail());
  view.regions.mark_item("notes.gradients");
}

}  // namespace

void draw_notes(const View& view, AppState& state, CommandQueue& queue) {
  constexpr std::string_view kPages[] = {"notes", "gradients"};
  NotesPanelState& panel = state.memory.of<NotesPanelState>();
  update_notes(panel, view.live);
  card_heading(view.theme, "Lab notes", panel.page == 1 ? "gradient per layer, root mean square" : "");
  choice_row(view.theme, 1, kPages, panel.page, &view.regions, "notes");
  panel.page == 0 ? draw_notes_page(view, panel, queue) : draw_gradients_page(view);
}

}  // namespace hourglass
