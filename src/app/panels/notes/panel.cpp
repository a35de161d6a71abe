#include "app/panels/notes/panel.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <string>

#include "app/panels/notes/evidence.h"
#include "app/widgets/plot.h"
#include "app/widgets/widgets.h"
#include "session/diagnosis.h"
#include "session/presets.h"

namespace hourglass {
namespace {

/// A finding, from its first to its last diagnosis.
struct Note {
  Finding finding;
  std::uint64_t step = 0;
  double epoch = 0;
  bool over = false;
};

constexpr std::size_t kMostNotes = 30;

struct NotesPanelState {
  int page = 0;  ///< 0 the notes, 1 the gradients behind them
  std::uint64_t generation = 0;
  SteadyVerdict verdict;
  std::vector<Note> notes;  ///< newest first
};

/// The note on the present verdict, or null.
Note* present(NotesPanelState& panel) {
  return !panel.notes.empty() && !panel.notes.front().over ? &panel.notes.front() : nullptr;
}

/// At most one note is present, on the verdict; its number is kept up to date. Notes of findings that have ended stay,
/// marked as over.
void update_notes(NotesPanelState& panel, const Snapshot& run) {
  if (panel.generation != run.generation) panel.notes.clear();
  panel.generation = run.generation;
  const bool another = panel.verdict.update(run);
  const std::optional<Finding>& finding = panel.verdict.finding();
  Note* note = present(panel);
  if (note && another) note->over = true;
  if (note && !another && finding) note->finding = *finding;
  if (another && finding) panel.notes.insert(panel.notes.begin(), {*finding, run.model.step, run.epoch, false});
  if (panel.notes.size() > kMostNotes) panel.notes.resize(kMostNotes);
}

const FindingKind& kind_of(const Finding& finding) {
  const std::span<const FindingKind> kinds = finding_kinds();
  return *std::find_if(kinds.begin(), kinds.end(), [&](const FindingKind& kind) { return kind.code == finding.code; });
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
  const FindingKind& kind = kind_of(note.finding);
  const ImU32 colour = note.over ? theme.colour.quiet : theme.colour.text;
  text_in(theme.font.heading, colour, kind.title);
  draw_text(theme.font.small, theme.colour.quiet,
            {ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x, ImGui::GetItemRectMin().y + theme.px(2)},
            when, 1);
  ImGui::PushTextWrapPos(0);
  std::string sentence(without_title(note.finding.sentence, kind.title));
  if (!sentence.empty()) sentence[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence[0])));
  text_in(theme.font.body, colour, sentence);
  ImGui::PopTextWrapPos();
  if (!note.over) draw_evidence(view, kind.evidence);
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

/// What there is to see in a run without findings.
std::string_view nothing_found(const View& view, const AppState& state) {
  if (too_early_to_judge(view.live)) return "Nothing to report yet: the curves are still too short to read.";
  if (const Preset* preset = find_preset(state.preset)) return preset->look;
  return "Nothing wrong in this run. Choose a preset such as \"Too fast\" or \"Overfit me\" to see what trouble looks "
         "like.";
}

void draw_notes_page(const View& view, const AppState& state, NotesPanelState& panel, CommandQueue& queue) {
  if (panel.notes.empty()) return empty_state(view.theme, nothing_found(view, state));
  ImGui::BeginChild("notes", {0, 0}, ImGuiChildFlags_None, ImGuiWindowFlags_NoBackground);
  if (!present(panel)) {
    ImGui::PushTextWrapPos(0);
    text_in(view.theme.font.body, view.theme.colour.quiet, nothing_found(view, state));
    ImGui::PopTextWrapPos();
    ImGui::Dummy(view.theme.px(1, 4));
  }
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
  panel.page == 0 ? draw_notes_page(view, state, panel, queue) : draw_gradients_page(view);
}

}  // namespace hourglass
