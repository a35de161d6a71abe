// The few widgets that ImGui does not have or that should look like ours.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <imgui.h>

#include "app/widgets/regions.h"
#include "app/widgets/texture_atlas.h"
#include "app/widgets/theme.h"

namespace hourglass {

/// A raised rectangle with padding for one panel; `id` is ours, never text from outside. Call end_card
/// always.
void begin_card(const Theme& theme, int id, ImVec2 size);
void end_card();

/// A card's heading, with a quiet remark beside it where there is room for one.
void card_heading(const Theme& theme, std::string_view title, std::string_view remark = {});

/// An area to press; true where it was. In a small card there may be no room for it: then it is a unit wide or high,
/// for ImGui takes nothing as a mistake and less as "up to the edge".
bool press_area(const char* id, ImVec2 size, ImGuiButtonFlags flags = 0);

/// Text that is shown as it is.
void text(std::string_view content);
void text_in(ImFont* font, ImU32 colour, std::string_view content);
/// Draws text without moving the cursor; `align` 0 begins at x, 1 ends there, 0.5 is centred on it.
void draw_text(ImFont* font, ImU32 colour, ImVec2 at, std::string_view content, float align = 0);
float text_width(ImFont* font, std::string_view content);
/// Keeps the remark under the last item while the mouse rests on it.
void tooltip(const Theme& theme, std::string_view content);

/// A small window beside the mouse, for more than a remark.
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

/// A flat square button with nothing but an icon, `side` ImGui units wide.
bool icon_button(const Theme& theme, int id, Icon icon, float side);

/// A menu that ImGui::OpenPopup(name) opens; end_menu only where it is open. `name` is ours.
enum class MenuPlace { kAtLastItem, kAtMouse };
bool begin_menu(const Theme& theme, const char* name, MenuPlace place = MenuPlace::kAtLastItem);
void end_menu();
/// A line of a menu; true when chosen. `mark` puts a check before it.
enum class Mark { kNone, kChecked, kUnchecked };
bool menu_item(const Theme& theme, int id, std::string_view label, Mark mark = Mark::kNone);

/// One of several small buttons of which one is chosen; true when pressed.
bool choice_button(const Theme& theme, int id, std::string_view label, ImVec2 size, bool chosen);
/// Buttons side by side of which one is chosen; true when another one is. Wraps where there is no room. With `regions`
/// each is marked as "name.label".
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
  const char* format = "%.2f";  ///< of the value; ours
  float usual = 0;              ///< a double click goes back to it
};
bool level_slider(const Theme& theme, int id, const LevelSlider& look, float& value);

/// An image that can be clicked, `size` large; framed while the mouse is over it, and where it is chosen.
bool tile_button(const Theme& theme, int id, const TextureAtlas& images, const TextureAtlas::Tile& tile, ImVec2 size,
                 bool chosen = false);
/// What to do where there is nothing to see yet, in the middle of the room that is left.
void empty_state(const Theme& theme, std::string_view sentence);

/// An upright slider of `size`: a bar from zero to the value. True while it is moved.
bool code_slider(const Theme& theme, int id, ImVec2 size, float range, float encoded, float& value);

/// An image of the mosaic, its corners rounded a little.
void draw_tile(const TextureAtlas& images, const TextureAtlas::Tile& tile, ImVec2 minimum, ImVec2 maximum);
/// The largest size not above `wanted` at which every pixel of an image `side` pixels wide is equally large.
float whole_pixels(float wanted, int side);

/// 12,345,678 into `buffer`, and as text.
std::string_view grouped(std::uint64_t value, std::span<char> buffer);
/// Four significant digits, never in exponents for usual losses.
std::string_view short_number(double value, std::span<char> buffer);

}  // namespace hourglass
