#include "app/shell/help.h"

#include <algorithm>

#include "app/panels/panel_table.h"
#include "app/shell/overlay.h"
#include "app/shell/shortcuts.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

// CSS pixels.
constexpr float kWidth = 820, kKeysWidth = 290, kNames = 126, kLeastTwoColumns = 700;

/// A name and what it stands for, wrapped beside it.
void row(const Theme& theme, std::string_view name, std::string_view what, float indent, float end) {
  ImGui::SetCursorPosX(indent);
  text_in(theme.font.body, theme.colour.accent, name);
  ImGui::SameLine(indent + theme.px(kNames));
  ImGui::PushTextWrapPos(end);
  text_in(theme.font.body, theme.colour.text, what);
  ImGui::PopTextWrapPos();
}

void draw_panels(const Theme& theme, float indent, float end) {
  text_in(theme.font.heading, theme.colour.text, "Panels");
  for (const Panel& panel : panels()) row(theme, panel.title, panel.help, indent, end);
}

void draw_keys(const Theme& theme, float indent, float end) {
  ImGui::SetCursorPosX(indent);
  text_in(theme.font.heading, theme.colour.text, "Keyboard");
  for (const Shortcut& shortcut : shortcuts()) row(theme, shortcut.keys, shortcut.what, indent, end);
}

/// The next button follows in the row where it has room.
void beside_or_below(const Theme& theme) {
  ImGui::SameLine(0, theme.px(8));
  if (ImGui::GetContentRegionAvail().x < theme.px(190)) ImGui::NewLine();
}

void draw_buttons(const View& view, AppState& state) {
  const Theme& theme = view.theme;
  take_focus_by_tab();
  if (button(theme, 1, "Close", {Icon::kNone, Emphasis::kPlain, 80})) state.keys_shown = false;
  view.regions.mark_item("keys.close");
  ImGui::SameLine(0, theme.px(8));
  if (button(theme, 2, "Show me around", {Icon::kNone, Emphasis::kPlain})) {
    state.keys_shown = false;
    state.tour_step = 0;
  }
  view.regions.mark_item("help.tour");
  if (!view.platform.open_page) return;
  beside_or_below(theme);
  if (button(theme, 3, "Tutorial", {Icon::kNone, Emphasis::kPlain})) view.platform.open_page(SitePage::kTutorial);
  view.regions.mark_item("help.tutorial");
  beside_or_below(theme);
  if (button(theme, 4, "What autoencoders are", {Icon::kNone, Emphasis::kPlain}))
    view.platform.open_page(SitePage::kArticle);
  view.regions.mark_item("help.article");
}

}  // namespace

void draw_help(const View& view, AppState& state) {
  const Theme& theme = view.theme;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  if (begin_overlay(view, "keys", kWidth, {screen.x / 2, screen.y / 2}, {0.5f, 0.5f})) {
    overlay_text(view,
                 "An autoencoder squeezes its input through a narrow code, the neck, and learns to draw it again from "
                 "there. What the code keeps is what the network found to matter.");
    const float width = ImGui::GetContentRegionAvail().x, left = ImGui::GetCursorPosX();
    const bool beside = width >= theme.px(kLeastTwoColumns);
    // A small screen scrolls the lists, and keeps the buttons, which take two rows where it is narrow.
    const float most = screen.y - theme.px(beside ? 190 : 242);
    ImGui::SetNextWindowSizeConstraints({0, 0}, {width, most});
    ImGui::BeginChild("lists", {width, 0}, ImGuiChildFlags_AutoResizeY, ImGuiWindowFlags_NoBackground);
    // Without the scroll bar.
    const float room = ImGui::GetContentRegionAvail().x;
    const float keys = beside ? room - theme.px(kKeysWidth) : 0, end = beside ? keys - theme.px(24) : room;
    const float top = ImGui::GetCursorPosY();
    draw_panels(theme, 0, end);
    if (beside) ImGui::SetCursorPosY(top);
    draw_keys(theme, keys, room);
    ImGui::EndChild();
    ImGui::SetCursorPosX(left);
    ImGui::Dummy(theme.px(1, 2));
    draw_buttons(view, state);
  }
  end_overlay();
}

}  // namespace hourglass
