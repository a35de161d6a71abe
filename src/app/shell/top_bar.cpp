#include "app/shell/top_bar.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

#include "app/panels/panel_table.h"
#include "app/shell/link.h"
#include "app/shell/preset_gallery.h"
#include "app/widgets/choices.h"
#include "app/widgets/focus.h"
#include "app/widgets/number_format.h"
#include "app/widgets/widgets.h"
#include "session/diagnosis.h"

namespace hourglass {
namespace {

// CSS pixels of window width under which the numbers, then the menus, get a line of their own; and the width from which
// an embedded bar has room for the first button's word.
constexpr float kOneLine = 1240, kTwoLines = 860, kWord = 640;
constexpr float kLine = 44, kFirstLine = 16;

float width_in_css(const View& view) { return ImGui::GetIO().DisplaySize.x / view.theme.unit; }

/// The glass: a wide input, a narrow neck, a wide output.
void draw_logo(const View& view) {
  const Theme& theme = view.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const auto p = [&](float x, float y) { return ImVec2{at.x + theme.px(x), at.y + theme.px(y)}; };
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddTriangleFilled(p(2, 5), p(22, 5), p(12, 17), faded(theme.colour.text, 0.85f));
  list.AddTriangleFilled(p(12, 15), p(22, 27), p(2, 27), theme.colour.accent);
  ImGui::Dummy(theme.px(24, 32));
}

/// The name in the largest type that fits `room` CSS pixels.
void draw_name(const Theme& theme, float room) {
  constexpr std::string_view kName = "Hourglass";
  for (ImFont* font : {theme.font.title, theme.font.heading}) {
    if (text_width(font, kName) > theme.px(room)) continue;
    ImGui::SetCursorPosY(theme.px(font == theme.font.title ? 18 : 22));
    return text_in(font, theme.colour.text, kName);
  }
}

/// A button beside the last one.
bool next_button(const View& view, int id, Icon icon, const char* region, std::string_view help, bool chosen = false) {
  ImGui::SameLine(0, view.theme.px(control_gap(6)));
  const bool pressed = button(view.theme, id, "", {icon, chosen ? Emphasis::kPrimary : Emphasis::kPlain, 34});
  view.regions.mark_item(region);
  tooltip(view.theme, help);
  return pressed;
}

void draw_run_buttons(const View& view, AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  const bool small = width_in_css(view) < (state.layout.embedded ? kWord : kTwoLines);
  if (button(theme, 1,
             small          ? ""
             : view.running ? "Pause"
                            : "Train",
             {view.running ? Icon::kPause : Icon::kPlay, Emphasis::kPrimary, small ? 40.0f : 92.0f})) {
    view.running ? queue.push_back(command::Pause{}) : queue.push_back(command::Start{});
  }
  view.regions.mark_item("button.play");
  tooltip(theme, view.running ? "Stop training; the weights stay (Space)" : "Train until all epochs are done (Space)");
  if (next_button(view, 2, Icon::kStep, "button.step", "Train on one batch, then pause (S)"))
    queue.push_back(command::Step{});
  if (next_button(view, 3, Icon::kEpoch, "button.epoch",
                  "Train to the end of this pass over the training samples, then pause (E)")) {
    queue.push_back(command::Epoch{});
  }
  if (next_button(view, 4, Icon::kSlow, "button.slow", "Slow motion: a step every now and then (M)",
                  state.slow_motion)) {
    state.slow_motion = !state.slow_motion;
  }
  if (next_button(view, 5, Icon::kReset, "button.reset", "Begin anew")) ImGui::OpenPopup("anew");
  if (!begin_menu(theme, "anew")) return;
  Settings settings = state.draft_generation == view.live.generation ? state.draft : view.live.model.settings;
  if (menu_item(theme, 1, "Same seed (R)")) queue.push_back(command::Reset{settings});
  view.regions.mark_item("reset.same");
  settings.seed = (settings.seed + 1) & 0x7fffffff;
  if (menu_item(theme, 2, "Another seed (N)")) queue.push_back(command::Reset{settings});
  view.regions.mark_item("reset.another");
  end_menu();
}

/// Shows and hides panels.
void draw_panel_menu(const View& view, AppState& state) {
  const Theme& theme = view.theme;
  if (button(theme, 20, "Panels", {Icon::kNone, Emphasis::kPlain, 74})) ImGui::OpenPopup("panels");
  view.regions.mark_item("button.panels");
  if (!begin_menu(theme, "panels")) return;
  for (std::size_t i = 0; i < panels().size(); ++i) {
    PanelPlace& place = state.layout.places[i];
    if (menu_item(theme, static_cast<int>(i), panels()[i].title, place.shown ? Mark::kChecked : Mark::kUnchecked)) {
      place.shown = !place.shown;
    }
    view.regions.mark_item("show." + std::string(panels()[i].id));
    tooltip(theme, panels()[i].help);
  }
  if (menu_item(theme, 100, "As at first")) state.layout = initial_layout();
  view.regions.mark_item("show.usual");
  end_menu();
}

/// The HTML for an embedding page. embed.html lies beside the application's page.
std::string embed_code(const std::string& address, const std::string& link) {
  return "<iframe src=\"" + address.substr(0, address.rfind('/') + 1) + "embed.html#" + link +
         "\" width=\"800\" height=\"600\" title=\"Hourglass\" style=\"border:0\" loading=\"lazy\"></iframe>";
}

/// The formats of other programs, and which part of the model a file has.
void draw_export_items(const View& view, AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  menu_heading(theme, "In other formats");
  static constexpr NamedChoice kParts[] = {
      {"Encoder", "encoder", "From a sample to its code; a script has all parts"},
      {"Decoder", "decoder", "From a code to a sample; a script has all parts"},
      {"Both", "autoencoder", "From a sample to its code and its reconstruction"},
  };
  int part = static_cast<int>(state.export_part);
  if (named_choice_row(theme, view.regions, "share.part", kParts, part)) state.export_part = ExportPart(part);
  for (const ExportFormatRow& row : export_formats()) {
    const ExportPart held = row.has_parts ? state.export_part : ExportPart::kAutoencoder;
    if (menu_item(theme, 10 + static_cast<int>(row.kind), row.title)) {
      queue.push_back(command::ExportModel{row.kind, held});
    }
    view.regions.mark_item("share." + std::string(row.id));
    tooltip(theme, row.blurb);
  }
}

void draw_share_menu(const View& view, AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  if (button(theme, 30, "Share", {Icon::kNone, Emphasis::kPlain, 66})) ImGui::OpenPopup("share");
  view.regions.mark_item("button.share");
  if (!begin_menu(theme, "share")) return;
  const std::string link = link_text({view.live.model.settings, state.preset, state.layout, state.theme});
  const auto item = [&](int id, std::string_view label, const char* region) {
    const bool chosen = menu_item(theme, id, label);
    view.regions.mark_item(region);
    return chosen;
  };
  if (view.platform.open_uses) {
    if (item(8, "Put the model to use", "share.uses")) queue.push_back(command::OpenUses{});
    tooltip(theme, "Find what is unusual, compress, clean, and group samples with the trained model");
    ImGui::Separator();
  }
  if (view.platform.copy_text && item(1, "Copy link", "share.link")) {
    queue.push_back(command::CopyText{view.platform.address + "#" + link, "Link"});
  }
  if (view.platform.copy_text && !view.platform.address.empty() && item(2, "Copy embed code", "share.embed")) {
    queue.push_back(command::CopyText{embed_code(view.platform.address, link), "Embed code"});
  }
  if (view.platform.save_file) {
    if (item(3, "Save the model", "share.model")) queue.push_back(command::SaveModel{false});
    tooltip(theme, "Weights and settings as a safetensors file, which any reader of that format opens");
    if (item(4, "Save to go on later", "share.resumable")) queue.push_back(command::SaveModel{true});
    tooltip(theme,
            "With the optimiser's state: training goes on from it to the same bits, here and on the command line");
  }
  if (view.platform.save_page) {
    if (item(7, "Save as a page of its own", "share.page")) queue.push_back(command::SavePage{});
    tooltip(theme, "One HTML file with the model in it, which anyone opens by a double click, without a network");
  }
  if (view.platform.export_model) {
    draw_export_items(view, state, queue);
    ImGui::Separator();
  }
  if (view.platform.save_picture && item(6, "Save a picture of the page", "share.picture")) {
    queue.push_back(command::SavePicture{"page", "page"});
  }
  if (view.platform.choose_file && item(5, "Open a file", "share.open")) queue.push_back(command::OpenFile{});
  tooltip(theme, "A saved model, or data to train on: pictures, a table, sounds, words, NumPy or IDX files");
  end_menu();
}

void draw_menus(const View& view, AppState& state, CommandQueue& queue) {
  draw_panel_menu(view, state);
  ImGui::SameLine(0, view.theme.px(control_gap(6)));
  draw_share_menu(view, state, queue);
  using Choice = AppState::ThemeChoice;
  const bool dark = view.theme.appearance == Appearance::kDark;
  if (next_button(view, 40, Icon::kTheme, "button.theme", dark ? "Light colours (T)" : "Dark colours (T)")) {
    state.theme = dark ? Choice::kLight : Choice::kDark;
  }
  ImGui::SameLine(0, view.theme.px(control_gap(6)));
  if (button(view.theme, 41, "?", {Icon::kNone, Emphasis::kPlain, 34})) state.keys_shown = !state.keys_shown;
  view.regions.mark_item("button.keys");
  tooltip(view.theme, "What this is, and what the keys do (?)");
}

/// A number above its label, right-aligned in a fixed width. A click copies it.
void draw_number(const View& view, int id, float right, float width, std::string_view value, std::string_view label,
                 std::string_view help, CommandQueue& queue) {
  const Theme& theme = view.theme;
  const float y = ImGui::GetCursorScreenPos().y - theme.px(2);
  draw_text(theme.font.number, theme.colour.text, {right, y}, value, 1);
  draw_text(theme.font.small, theme.colour.quiet, {right, y + theme.px(19)}, label, 1);
  const ImVec2 before = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({right - width, y});
  ImGui::PushID(id);
  const FocusScope scope(id == 0 ? Reach::kTab : Reach::kArrows);
  if (press_area("number", {width, theme.px(36)}, ImGuiButtonFlags_MouseButtonLeft) && view.platform.copy_text) {
    queue.push_back(command::CopyText{std::string(value) + " " + std::string(label), std::string(value)});
  }
  ImGui::PopID();
  tooltip(theme, help);
  ImGui::SetCursorScreenPos(before);
}

std::string_view state_text(const View& view) {
  if (view.live.state == RunState::kDiverged) return "diverged";
  if (view.running) return view.live.state == RunState::kRunning ? "training" : "slow motion";
  return view.live.state == RunState::kFinished ? "finished" : "paused";
}

/// As many rates as two seconds have.
constexpr int kRates = 8;

/// The displayed numbers, updated four times a second so that they can be read.
struct Numbers {
  double due = 0;
  std::string epoch, state, rate, learned, loss;
  double rates[kRates] = {};  ///< the newest ones, in a ring
  int rate_count = 0;         ///< of all that were put there
};

/// The middle of the newest rates with two significant digits: steady enough to be read.
double steady_rate(Numbers& shown, double newest) {
  shown.rates[shown.rate_count++ % kRates] = newest;
  double sorted[kRates];
  const int count = std::min(shown.rate_count, kRates);
  std::copy_n(shown.rates, count, sorted);
  std::sort(sorted, sorted + count);
  const double middle = sorted[count / 2];
  const double unit = middle >= 100 ? std::pow(10, std::floor(std::log10(middle)) - 1) : 1;
  return std::round(middle / unit) * unit;
}

void refresh(const View& view, Numbers& shown) {
  if (view.running && view.seconds < shown.due) return;
  shown.due = view.seconds + 0.25;
  const Snapshot& run = view.live;
  char buffer[32];
  const auto text_of = [&](const char* format, double value) {
    std::snprintf(buffer, sizeof buffer, format, value);
    return std::string(buffer);
  };
  shown.epoch = text_of("%.2f", run.epoch);
  if (!view.running) shown.rate_count = 0;
  shown.rate = grouped(static_cast<std::uint64_t>(steady_rate(shown, run.samples_per_second)), buffer);
  const std::optional<double> learned = learned_share(run);
  shown.learned = learned ? text_of("%.0f", 100 * *learned) + "\u00a0%" : "\u2013";
  shown.loss = run.history.empty() ? "\u2013" : short_number(run.history.back().held_out.total, buffer);
  shown.state = state_text(view) == "training" ? "epochs" : state_text(view);
}

void draw_numbers(const View& view, AppState& state, float right, float room, CommandQueue& queue) {
  Numbers& shown = state.memory.of<Numbers>();
  refresh(view, shown);
  const float unit = view.theme.unit;
  // A frame as narrow as a phone has room for two of them, or for one.
  const int count = room < 176 * unit ? 1 : room < 250 * unit ? 2 : 4;
  const float total = 87.5f * static_cast<float>(count) * unit, squeeze = std::min(1.0f, room / total);
  float x = right;
  const auto number = [&](int id, float width, std::string_view value, std::string_view label, std::string_view help) {
    draw_number(view, id, x, width * squeeze * unit * 0.95f, value, label, help, queue);
    x -= width * squeeze * unit;
  };
  const std::string rate = std::string(data_kind_row(view.samples.description.kind).samples) + "/s";
  if (count > 2) number(52, 84, shown.rate, rate, "Samples trained on per second. A click copies the number");
  number(50, 92, shown.loss, "held-out loss",
         "The loss on samples that training never sees; smaller is better. A click copies it");
  if (count > 2) {
    number(51, 78, shown.learned, "learned",
           "How far the reconstructions of held-out samples have come, from the mean of all (0 %) to perfect ones (100 "
           "%)");
  }
  if (count > 1)
    number(53, 92, shown.epoch, shown.state, "Passes over the training samples. A click copies the number");
}

void draw_embedded_bar(const View& view, AppState& state, CommandQueue& queue) {
  if (state.layout.bar_hidden) return;
  const Theme& theme = view.theme;
  ImGui::SetCursorPos(theme.px(10, 8));
  draw_run_buttons(view, state, queue);
  if (state.layout.numbers_hidden) return;
  ImGui::SetCursorPosY(theme.px(8));
  const float right = ImGui::GetIO().DisplaySize.x - theme.px(12);
  const float buttons = theme.px(width_in_css(view) < kWord ? 226.0f : 290.0f);
  draw_numbers(view, state, right, right - buttons, queue);
}

}  // namespace

float top_bar_height(const View& view, const AppState& state) {
  if (state.layout.embedded) return state.layout.bar_hidden ? 10 : 48;
  const float width = width_in_css(view);
  return width >= kOneLine ? 64.0f : width >= kTwoLines ? 64 + kLine : 60 + 2 * kLine;
}

void draw_top_bar(const View& view, AppState& state, CommandQueue& queue) {
  if (state.layout.embedded) return draw_embedded_bar(view, state, queue);
  const Theme& theme = view.theme;
  const float width = ImGui::GetIO().DisplaySize.x, css = width_in_css(view), right = width - theme.px(16);
  const auto line = [&](float x, float row) { ImGui::SetCursorPos({x, theme.px(kFirstLine + row * kLine)}); };
  line(theme.px(16), 0);
  draw_logo(view);
  line(theme.px(50), 0);
  const float play = 40 + 4 * (34 + control_gap(6));
  draw_name(theme, css >= kTwoLines ? css : css - 16 - play - 58);
  const float gap = control_gap(6), menus = theme.px(74 + 66 + 34 + 34 + 3 * gap), run = theme.px(92 + 4 * 40);
  if (css >= kTwoLines) {
    line(theme.px(184), 0);
    draw_preset_gallery(view, state, queue, 150);
    line(theme.px(346), 0);
    draw_run_buttons(view, state, queue);
    line(right - menus, 0);
    draw_menus(view, state, queue);
    const bool one = css >= kOneLine;
    const float left = one ? theme.px(346) + run : theme.px(16), end = one ? right - menus - theme.px(20) : right;
    line(0, one ? 0 : 1);
    draw_numbers(view, state, end, end - left, queue);
    return;
  }
  line(right - theme.px(play), 0);
  draw_run_buttons(view, state, queue);
  line(theme.px(16), 1);
  draw_preset_gallery(view, state, queue, css - 32 - 74 - 66 - 68 - 4 * gap);
  line(right - menus, 1);
  draw_menus(view, state, queue);
  line(0, 2);
  draw_numbers(view, state, right, right - theme.px(16), queue);
}

}  // namespace hourglass
