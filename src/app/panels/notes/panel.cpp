#include "app/panels/notes/panel.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <string>

#include "app/panels/notes/evidence.h"
#include "app/widgets/focus.h"
#include "app/widgets/plot.h"
#include "app/widgets/widgets.h"
#include "session/diagnosis.h"
#include "session/finding_signs.h"
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

/// The findings that a run is watched for.
void draw_watch_list(const View& view) {
  const Theme& theme = view.theme;
  ImGui::Dummy(theme.px(1, 8));
  text_in(theme.font.heading, theme.colour.quiet, "What the notes watch for");
  ImGui::PushTextWrapPos(0);
  for (const FindingKind& kind : finding_kinds()) {
    ImGui::Dummy(theme.px(1, 2));
    text_in(theme.font.body, theme.colour.text, kind.title);
    text_in(theme.font.small, theme.colour.quiet, finding_sign(kind.code));
  }
  ImGui::PopTextWrapPos();
}

/// A run without notes: what there is to see, over the gradients that training has now.
void draw_quiet_run(const View& view, const AppState& state) {
  const std::string_view sentence = nothing_found(view, state);
  if (view.live.health.layers.empty()) return empty_state(view.theme, sentence);
  ImGui::PushTextWrapPos(0);
  text_in(view.theme.font.body, view.theme.colour.text, sentence);
  ImGui::PopTextWrapPos();
  ImGui::Dummy(view.theme.px(1, 4));
  text_in(view.theme.font.small, view.theme.colour.quiet, "Gradient of each layer");
  draw_evidence(view, Evidence::kGradients);
}

/// All notes, or before the first what there is to see.
void draw_note_list(const View& view, const AppState& state, NotesPanelState& panel, CommandQueue& queue) {
  if (!present(panel)) {
    ImGui::PushTextWrapPos(0);
    text_in(view.theme.font.body, view.theme.colour.quiet, nothing_found(view, state));
    ImGui::PopTextWrapPos();
    ImGui::Dummy(view.theme.px(1, 4));
  }
  int id = 0;
  for (const Note& note : panel.notes) draw_note(view, note, id++, queue);
}

void draw_notes_page(const View& view, const AppState& state, NotesPanelState& panel, CommandQueue& queue) {
  const bool tall = ImGui::GetContentRegionAvail().y > view.theme.px(520);
  if (panel.notes.empty() && !tall) return draw_quiet_run(view, state);
  begin_child("notes", {0, 0}, ImGuiChildFlags_None, ImGuiWindowFlags_NoBackground);
  draw_note_list(view, state, panel, queue);
  if (tall) draw_watch_list(view);
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

/// Beside each other, in a large panel.
void draw_both_pages(const View& view, const AppState& state, NotesPanelState& panel, CommandQueue& queue) {
  const Theme& theme = view.theme;
  card_heading(theme, "Lab notes");
  const ImVec2 at = ImGui::GetCursorPos(), room = ImGui::GetContentRegionAvail();
  const float gap = theme.px(28), left = std::min(0.42f * room.x, theme.px(560)), right = room.x - gap - left;
  begin_child("notes and list", {left, room.y}, ImGuiChildFlags_None, ImGuiWindowFlags_NoBackground);
  draw_note_list(view, state, panel, queue);
  draw_watch_list(view);
  const float rest = ImGui::GetContentRegionAvail().y - theme.px(40);
  if (rest > theme.px(80)) {
    text_in(theme.font.heading, theme.colour.quiet, "The losses so far");
    draw_evidence(view, Evidence::kCurves, rest / theme.unit);
  }
  ImGui::EndChild();
  ImGui::SetCursorPos({at.x + left + gap, at.y});
  begin_child("gradients", {right, room.y}, ImGuiChildFlags_None, ImGuiWindowFlags_NoBackground);
  text_in(theme.font.heading, theme.colour.text, "Gradient per layer, root mean square");
  draw_gradients_page(view);
  ImGui::EndChild();
}

}  // namespace

void draw_notes(const View& view, AppState& state, CommandQueue& queue) {
  constexpr std::string_view kPages[] = {"notes", "gradients"};
  NotesPanelState& panel = state.memory.of<NotesPanelState>();
  update_notes(panel, view.live);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (room.x > view.theme.px(760) && room.y > view.theme.px(400)) return draw_both_pages(view, state, panel, queue);
  card_heading(view.theme, "Lab notes", panel.page == 1 ? "gradient per layer, root mean square" : "");
  choice_row(view.theme, 1, kPages, panel.page, &view.regions, "notes");
  panel.page == 0 ? draw_notes_page(view, state, panel, queue) : draw_gradients_page(view);
}

}  // namespace hourglass
