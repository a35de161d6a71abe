// The widgets that ImGui does not have, or that should have the application's look.
#pragma once

#include <span>
#include <string_view>

#include <imgui.h>

#include "app/widgets/regions.h"
#include "app/widgets/theme.h"

namespace hourglass {

/// A raised rectangle with padding for one panel. Call end_card in any case.
void begin_card(const Theme& theme, int id, ImVec2 size);
void end_card();

/// A card's heading, with a remark in a quiet colour beside it where it fits.
void card_heading(const Theme& theme, std::string_view title, std::string_view remark = {});

/// An invisible button; true when pressed. Where a small card leaves no room it is one unit wide or high, because ImGui
/// rejects 0 and reads less as "up to the edge".
bool press_area(const char* id, ImVec2 size, ImGuiButtonFlags flags = 0);

/// Makes controls react in areas of at least 44 CSS pixels, or only where they are drawn. Call it before
/// ImGui::NewFrame.
void make_for_fingers(const Theme& theme, bool fingers);
/// Whether they do; then they stand further apart.
bool for_fingers();
/// A gap between controls, in CSS pixels: `usual`, or what fingers need.
float control_gap(float usual);

/// The side of the two buttons in a card's corner, in CSS pixels.
float corner_button_side();

/// Unformatted text.
void text(std::string_view content);
void text_in(ImFont* font, ImU32 colour, std::string_view content);
/// Draws text without moving the cursor; `align` 0 begins at x, 1 ends there, 0.5 is centred on it.
void draw_text(ImFont* font, ImU32 colour, ImVec2 at, std::string_view content, float align = 0);
float text_width(ImFont* font, std::string_view content);
/// Shows the text beside the last item while the mouse rests on it, or the keyboard has moved the focus to it.
void tooltip(const Theme& theme, std::string_view content);

/// A tooltip with any content. Call end_tooltip in any case.
void begin_tooltip(const Theme& theme);
void end_tooltip();

enum class Icon { kNone, kPlay, kPause, kStep, kEpoch, kSlow, kReset, kExpand, kShrink, kMore, kUndo, kTheme };
enum class Emphasis { kPlain, kPrimary, kQuiet };
struct ButtonLook {
  Icon icon = Icon::kNone;
  Emphasis emphasis = Emphasis::kPlain;
  float width = 0;  ///< in CSS pixels; 0: as wide as its label
  bool enabled = true;
};
/// True when pressed. An empty label makes a square button.
bool button(const Theme& theme, int id, std::string_view label, ButtonLook look = {});

/// A flat square button with only an icon, `side` ImGui units wide.
bool icon_button(const Theme& theme, int id, Icon icon, float side);

/// A menu that ImGui::OpenPopup(name) opens. Call end_menu only where it returns true.
enum class MenuPlace { kAtLastItem, kAtMouse };
bool begin_menu(const Theme& theme, const char* name, MenuPlace place = MenuPlace::kAtLastItem);
void end_menu();
/// A title over the lines that follow it.
void menu_heading(const Theme& theme, std::string_view title);
/// A line of a menu; true when chosen. `mark` puts a check before it.
enum class Mark { kNone, kChecked, kUnchecked };
bool menu_item(const Theme& theme, int id, std::string_view label, Mark mark = Mark::kNone);

/// One of several small buttons, one of which is chosen; true when pressed.
bool choice_button(const Theme& theme, int id, std::string_view label, ImVec2 size, bool chosen);
/// The width of such a button in a row, in ImGui units.
float choice_width(const Theme& theme, std::string_view label);
/// Buttons side by side, one of them chosen; true when another was chosen. Wraps where a line has no room. With
/// `regions` each is marked as "name.label".
bool choice_row(const Theme& theme, int id, std::span<const std::string_view> labels, int& chosen,
                Regions* regions = nullptr, std::string_view name = {});
/// A low button for the corners of plots and the ends of rows.
bool small_button(const Theme& theme, int id, std::string_view label);
/// A small box to tick, with its label.
bool tick_box(const Theme& theme, int id, std::string_view label, bool& ticked);
/// A level slider from `low` to `high`: its name, a bar, the value; `width` in CSS pixels. True while it is moved.
struct LevelSlider {
  std::string_view label;
  float low = 0, high = 1;
  float width = 220;
  const char* format = "%.2f";  ///< of the value
  float usual = 0;              ///< a double click sets it
};
bool level_slider(const Theme& theme, int id, const LevelSlider& look, float& value);

/// A sentence in the middle of the remaining room, for a panel that has nothing to show yet.
void empty_state(const Theme& theme, std::string_view sentence);

/// A vertical slider of `size`: a bar from zero to the value. True while it is moved.
bool code_slider(const Theme& theme, int id, ImVec2 size, float range, float encoded, float& value);

}  // namespace hourglass
